import type { RedisClock } from '../redis/clock';
import type { Connection } from '../redis/connection';
import { messageOf } from '../redis/failures';
import type { RedisClient } from '../redis/redis-client';
import { readAlive, readEntries, type RegistryEntry } from '../registry';
import type { ContextKeys } from '../wire/keys';
import type { Log } from '../options';

/** How often the registry is looked at, in milliseconds: while all is well, and while somebody waits. */
const CALM_MS = 500;
const EAGER_MS = 50;

interface PresenceOptions {
  keys: ContextKeys;
  commands: Connection;
  clock: RedisClock;
  log: Log;
  /** Called after each look; tells whether to look again soon. */
  onLook: (alive: boolean) => 'calm' | 'eager';
  /** Redis could not be asked. `began` is when that was tried, in milliseconds of performance.now(). */
  onBlind: (reason: unknown, began: number) => void;
}

/** Knows whether anybody serves a context, from heartbeats looked up in the background. */
export class Presence {
  private aliveUntil = 0;
  private timer?: NodeJS.Timeout;
  private looking = false;
  private again = false;
  /** What each replica tells about itself, by its id. */
  private replicas = new Map<string, RegistryEntry | undefined>();
  /** The least number of calls that any of them runs at once; what is more in one entry waits there. */
  leastConcurrency = Infinity;
  /** The highest version of requests that all of them read. */
  reads = 1;
  private waiting = 0;
  private writtenSince = 0;
  private closed = false;

  constructor(private readonly options: PresenceOptions) {}

  /** Whether a replica has a fresh heartbeat, as of the last look. */
  get alive(): boolean {
    return performance.now() < this.aliveUntil;
  }

  /** Ids of the replicas that were alive at the last look. */
  get ids(): Iterable<string> {
    return this.replicas.keys();
  }

  /** Whether nobody who is there takes what is sealed with the key `kid`, or with none. */
  distrusts(kid: string | undefined): boolean {
    if (this.replicas.size === 0) return false;
    const believes = (entry: RegistryEntry | undefined) =>
      !entry?.believes || (kid !== undefined && entry.believes.includes(kid));
    return ![...this.replicas.values()].some(believes);
  }

  /** Entries of the request stream: at the last look, and what was written from here since. */
  get queued(): number {
    return this.waiting + this.writtenSince;
  }

  /** Counts an entry that was written from here. */
  wrote(): void {
    this.writtenSince += 1;
  }

  /** Looks now, and once more after a look that is under way: that one may not tell what somebody waits for. */
  lookAfresh(): void {
    if (this.looking) this.again = true;
    else this.look();
  }

  /** Looks now, unless a look is under way. */
  look(): void {
    if (this.looking || this.closed) return;
    clearTimeout(this.timer);
    this.looking = true;
    void this.ask().then((pace) => {
      this.looking = false;
      const again = this.again;
      this.again = false;
      if (this.closed) return;
      if (again) return this.look();
      if (pace === 'stop') return;
      this.timer = setTimeout(() => this.look(), pace === 'eager' ? EAGER_MS : CALM_MS);
    });
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private async learn(client: RedisClient, ids: string[]): Promise<void> {
    const unknown = ids.filter((id) => !this.replicas.has(id));
    const found = unknown.length > 0 ? await readEntries(client, this.options.keys, unknown) : [];
    const known = (id: string) => this.replicas.get(id) ?? found[unknown.indexOf(id)];
    this.replicas = new Map(ids.map((id) => [id, known(id)]));
    const all = [...this.replicas.values()];
    this.leastConcurrency = Math.min(...all.map((entry) => entry?.concurrency ?? 1));
    this.reads = all.length === 0 ? 1 : Math.min(...all.map((entry) => entry?.reads ?? 1));
  }

  private async ask(): Promise<'calm' | 'eager' | 'stop'> {
    const { commands, clock, keys, log, onLook, onBlind } = this.options;
    const began = performance.now();
    try {
      const client = await commands.ready({ withinMs: 1_000, patient: false });
      const written = this.writtenSince;
      const [, alive, waiting] = await Promise.all([
        clock.sync(client),
        readAlive(client, keys),
        client.sendCommand<number>(['XLEN', keys.requests]),
      ]);
      this.waiting = waiting;
      this.writtenSince -= written;
      await this.learn(
        client,
        alive.filter(([, until]) => until > clock.now()).map(([id]) => id),
      );
      const freshest = alive[0];
      this.aliveUntil = freshest ? performance.now() + freshest[1] - clock.now() : 0;
      return onLook(this.alive);
    } catch (error) {
      this.aliveUntil = 0;
      // A caller that tries again at once must not keep the event loop from what brings Redis back.
      await new Promise((resolve) => setImmediate(resolve));
      onBlind(error, began);
      // Without Redis the next call, or the connection's return, asks again.
      if (commands.current === undefined) return 'stop';
      log('warn', `Cannot read who serves ${keys.context}: ${messageOf(error)}`);
      return 'calm';
    }
  }
}
