import type { ReplicaInfo } from '../calls';
import type { Settings } from '../options';
import type { RedisClock } from '../redis/clock';
import type { Connection } from '../redis/connection';
import { messageOf } from '../redis/failures';
import type { RegistryEntry } from '../registry';
import { SHARING_VERSION } from '../wire/request';
import type { ContextKeys } from '../wire/keys';

export interface AnnouncementOptions {
  keys: Pick<ContextKeys, 'context' | 'alive'> & {
    /** Left out by who has nothing to tell but that it is there. */
    replicas?: string;
  };
  commands: Connection;
  clock: RedisClock;
  settings: Settings;
  info?: ReplicaInfo;
  /** Runs after each heartbeat that reached Redis. */
  onBeat: () => void;
}

/** Tells the others that this replica serves, again and again. */
export class Announcement {
  private timer?: NodeJS.Timeout;
  private stopped = false;
  private readonly entry: string;

  constructor(private readonly options: AnnouncementOptions) {
    const { info, settings } = options;
    const { version = '', calls = {} } = info ?? {};
    const { expiryMs, concurrency, identity } = settings;
    const entry: RegistryEntry = {
      ...{ version, calls, expiryMs, concurrency },
      believes: identity?.believed,
      reads: SHARING_VERSION,
    };
    this.entry = JSON.stringify(entry);
  }

  /** Writes one heartbeat, in Redis's time. Rejects if it could not be written. */
  async beat(): Promise<void> {
    const { keys, commands, clock, settings } = this.options;
    await clock.sync(await commands.ready({ patient: false }));
    // Must not come after the withdrawal.
    if (this.stopped) return;
    const until = String(Math.round(clock.now() + settings.expiryMs));
    // With the last replica of a context its registry goes too.
    const ttl = String(settings.expiryMs * 10);
    await Promise.all([
      commands.send(['ZADD', keys.alive, until, settings.id]),
      commands.send(['PEXPIRE', keys.alive, ttl]),
      keys.replicas && commands.send(['HSET', keys.replicas, settings.id, this.entry]),
      keys.replicas && commands.send(['PEXPIRE', keys.replicas, ttl]),
    ]);
  }

  /** Goes on beating until {@link stop}. */
  start(): void {
    const { settings, commands, keys, onBeat } = this.options;
    const tick = async () => {
      try {
        await this.beat();
        onBeat();
      } catch (error) {
        // A lost connection is reported by itself.
        if (commands.current)
          settings.log('warn', `A heartbeat of ${keys.context} failed: ${messageOf(error)}`);
      }
      if (!this.stopped) this.timer = setTimeout(() => void tick(), settings.heartbeatMs);
    };
    this.timer = setTimeout(() => void tick(), settings.heartbeatMs);
  }

  /** Beats no more, and takes the announcement back if Redis can be reached. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    const { keys, commands, settings } = this.options;
    await Promise.allSettled([
      commands.send(['ZREM', keys.alive, settings.id]),
      keys.replicas && commands.send(['HDEL', keys.replicas, settings.id]),
    ]);
  }
}
