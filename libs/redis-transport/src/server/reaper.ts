import type { Settings } from '../options';
import type { RedisClock } from '../redis/clock';
import type { RedisClient } from '../redis/redis-client';
import { readAlive } from '../registry';
import type { AnnouncementOptions } from './announcement';
import { consumersOf } from './consumer-group';

const ENTRIES_PER_PAGE = 100;
/** Bound of one round; the next heartbeat goes on. */
const PAGES_PER_ROUND = 50;

/** How many entries a dead consumer was found to have, and how many of them are this process's now. */
export interface Page {
  found: number;
  taken: number;
}

interface ReaperOptions {
  stream: string;
  group: string;
  /** Where consumers of the group announce themselves. */
  registry: Pick<AnnouncementOptions['keys'], 'alive' | 'replicas'>;
  clock: RedisClock;
  settings: Settings;
  /** Whether this consumer is leaving, and takes nothing more. */
  isLeaving: () => boolean;
  /** Takes up to `count` of what `consumer` had been given. */
  takeOver: (client: RedisClient, consumer: string, count: number) => Promise<Page>;
}

/**
 * Takes what dead consumers had been given. Dead is who has no fresh heartbeat. Idle time is looked at
 * besides, never alone: after a flush a living consumer may be heard of a moment before its heartbeat is, and
 * of two reapers only the first may get an entry.
 */
export class Reaper {
  constructor(private readonly options: ReaperOptions) {}

  async reap(client: RedisClient): Promise<void> {
    const { stream, group, registry, clock, settings } = this.options;
    const [told, fresh] = await Promise.all([
      // Before the heartbeats, which a replica writes first: one that comes meanwhile is not taken for dead.
      registry.replicas === undefined ? [] : client.sendCommand<string[]>(['HKEYS', registry.replicas]),
      readAlive(client, registry),
    ]);
    const alive = new Map(fresh);
    const now = clock.now();
    const isDead = (id: string) => id !== settings.id && (alive.get(id) ?? 0) <= now;
    // Either may be left alone, by who was interrupted while it removed both.
    const gone = [...new Set([...alive.keys(), ...told])].filter(isDead);
    for (const { name, idleMs } of await consumersOf(client, stream, group)) {
      if (!isDead(name) || idleMs < settings.expiryMs) continue;
      if (await this.takeAll(client, name))
        await client.sendCommand(['XGROUP', 'DELCONSUMER', stream, group, name]);
    }
    if (gone.length === 0) return;
    await client.sendCommand(['ZREM', registry.alive, ...gone]);
    if (registry.replicas !== undefined) await client.sendCommand(['HDEL', registry.replicas, ...gone]);
  }

  /** Whether nothing of `consumer` is left. */
  private async takeAll(client: RedisClient, consumer: string): Promise<boolean> {
    for (let page = 0; page < PAGES_PER_ROUND && !this.options.isLeaving(); page++) {
      const { found, taken } = await this.options.takeOver(client, consumer, ENTRIES_PER_PAGE);
      if (found === 0) return true;
      if (taken === 0) return false;
    }
    return false;
  }
}
