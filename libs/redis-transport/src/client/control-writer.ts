import type { Settings } from '../options';
import type { Connection } from '../redis/connection';
import { controlFields, encodeCancels, encodeGrants, type WireCancel, type WireGrant } from '../wire/control';
import { OWN_STREAM_TTL_MS, type ContextKeys } from '../wire/keys';
import { netstrings } from '../identity';
import type { Presence } from './presence';

interface ControlWriterOptions {
  keys: ContextKeys;
  commands: Connection;
  settings: Settings;
  presence: Presence;
}

/** Tells replicas what has become of calls that they may have. */
export class ControlWriter {
  private readonly cancels: WireCancel[] = [];
  private scheduled?: NodeJS.Immediate;

  constructor(private readonly options: ControlWriterOptions) {}

  /** Nobody waits for a call any more. Every replica is told: which of them has it is not known here. */
  cancel(cancel: WireCancel): void {
    this.cancels.push(cancel);
    this.scheduled ??= setImmediate(() => {
      this.scheduled = undefined;
      const payload = encodeCancels(this.cancels.splice(0));
      for (const replica of this.options.presence.ids) this.write(replica, 'cancel', payload);
    });
  }

  /** Room for values of streams, for the replica that sends them; for all while it is not known which that is. */
  grant(replica: string | undefined, grants: readonly WireGrant[]): void {
    const payload = encodeGrants(grants);
    for (const each of replica === undefined ? this.options.presence.ids : [replica])
      this.write(each, 'grant', payload);
  }

  /** If it is lost, so is the connection, and a call ends at its deadline anyway. */
  private write(replica: string, kind: 'cancel' | 'grant', payload: string): void {
    const { keys, commands, settings } = this.options;
    const key = keys.control(replica);
    const fields = [...controlFields(settings.id, kind), payload];
    const seal = settings.identity?.sealForContext(keys.context, key, netstrings(fields));
    const sealed = seal === undefined ? [] : ['seal', seal];
    commands.send(['XADD', key, '*', ...fields, ...sealed]).catch(() => undefined);
    commands.send(['PEXPIRE', key, String(OWN_STREAM_TTL_MS)]).catch(() => undefined);
  }
}
