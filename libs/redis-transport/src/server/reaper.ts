import type { Settings } from '../options';
import type { RedisClock } from '../redis/clock';
import type { RedisClient } from '../redis/redis-client';
import { readAlive } from '../registry';
import type { RawEntry } from '../wire/fields';
import { GROUP, type ContextKeys } from '../wire/keys';
import { consumersOf } from './consumer-group';

const ENTRIES_PER_PAGE = 100;
/** Bound of one round; the next heartbeat goes on. */
const PAGES_PER_ROUND = 50;

interface ReaperOptions {
  keys: ContextKeys;
  clock: RedisClock;
  settings: Settings;
  /** An entry of a dead replica, now in the name of this one. */
  onEntry: (entry: RawEntry) => void;
}

/**
 * Takes what dead replicas had been given. Dead is who has no fresh heartbeat. Idle time is looked at
 * besides, never alone: after a flush a living replica may be heard of a moment before its heartbeat is, and
 * of two reapers only the first may get an entry.
 */
export class Reaper {
  constructor(private readonly options: ReaperOptions) {}

  async reap(client: RedisClient): Promise<void> {
    const { keys, clock, settings } = this.options;
    const [told, fresh] = await Promise.all([
      // Before the heartbeats, which a replica writes first: one that comes meanwhile is not taken for dead.
      client.sendCommand<string[]>(['HKEYS', keys.replicas]),
      readAlive(client, keys),
    ]);
    const alive = new Map(fresh);
    const now = clock.now();
    const isDead = (id: string) => id !== settings.id && (alive.get(id) ?? 0) <= now;
    // Either may be left alone, by who was interrupted while it removed both.
    const gone = [...new Set([...alive.keys(), ...told])].filter(isDead);
    for (const { name, idleMs } of await consumersOf(client, keys.requests, GROUP)) {
      if (!isDead(name) || idleMs < settings.expiryMs) continue;
      if (await this.takeOver(client, name)) {
        await client.sendCommand(['XGROUP', 'DELCONSUMER', keys.requests, GROUP, name]);
      }
    }
    if (gone.length === 0) return;
    await client.sendCommand(['ZREM', keys.alive, ...gone]);
    await client.sendCommand(['HDEL', keys.replicas, ...gone]);
  }

  /** Whether nothing of `consumer` is left. */
  private async takeOver(client: RedisClient, consumer: string): Promise<boolean> {
    const { keys, settings, onEntry } = this.options;
    for (let page = 0; page < PAGES_PER_ROUND; page++) {
      const pending = await client.sendCommand<[string, ...unknown[]][]>([
        'XPENDING',
        keys.requests,
        GROUP,
        '-',
        '+',
        String(ENTRIES_PER_PAGE),
        consumer,
      ]);
      if (pending.length === 0) return true;
      const ids = pending.map(([id]) => id);
      // Claiming makes an entry young, which keeps it from a second reaper.
      const minIdle = String(settings.expiryMs);
      const claimed = await client.sendCommand<RawEntry[]>([
        'XCLAIM',
        keys.requests,
        GROUP,
        settings.id,
        minIdle,
        ...ids,
      ]);
      for (const entry of claimed) onEntry(entry);
      if (claimed.length === 0) return false;
    }
    return false;
  }
}
