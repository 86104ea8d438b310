import { LONGEST_TIMER_MS } from '../deadlines';
import type { Settings } from '../options';
import type { Connection } from '../redis/connection';
import type { ContextKeys } from '../wire/keys';
import type { RequestEntry } from '../wire/request';

/** How long a licence outlives the deadline of its calls, in milliseconds. */
const KEPT_MS = 60_000;

interface LicencesOptions {
  keys: ContextKeys;
  commands: Connection;
  settings: Settings;
}

/**
 * Lets an entry that must not be started twice be started by one replica: the one that sets its key. An entry
 * stays pending until it is answered, so whoever takes it over from a dead replica sees whether it was started.
 */
export class Licences {
  /** Entries that were started here, until their licences are gone anyway. */
  private readonly used = new Set<string>();

  constructor(private readonly options: LicencesOptions) {}

  /**
   * Whether this replica may start the calls of `entry`, which it may once. Rejects if Redis could not be asked:
   * then they have not been started.
   * @param service that has proven to have sent the entry
   * @param leftMs how long the calls can still be waited for
   */
  async take({ client, calls }: RequestEntry, service: string | undefined, leftMs: number): Promise<boolean> {
    const { keys, commands, settings } = this.options;
    const key = keys.licence(client, calls[0]!.id, service);
    const ttl = String(Math.ceil(leftMs) + KEPT_MS);
    const answer = await commands.send<string | null>(['SET', key, settings.id, 'NX', 'PX', ttl]);
    // A licence that was granted on a connection that broke before it could say so is ours as well.
    const isOurs = answer === 'OK' || (await commands.send<string | null>(['GET', key])) === settings.id;
    if (!isOurs || this.used.has(key)) return false;
    this.used.add(key);
    setTimeout(() => this.used.delete(key), Math.min(Number(ttl), LONGEST_TIMER_MS)).unref();
    return true;
  }
}
