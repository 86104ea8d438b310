import type { Settings } from '../options';
import type { RedisClock } from '../redis/clock';
import type { RedisClient } from '../redis/redis-client';
import { readAlive } from '../registry';
import type { RawEntry } from '../wire/fields';
import { GROUP, type ContextKeys } from '../wire/keys';

const ENTRIES_PER_PAGE = 100;
/** Bound of one round; the next heartbeat goes on. */
const PAGES_PER_ROUND = 50;

interface ReaperOptions {
  keys: ContextKeys;
  streams: string[];
  clock: RedisClock;
  settings: Settings;
  /** An entry of a dead replica, now in the name of this one. */
  onEntry: (stream: string, entry: RawEntry) => void;
}

/**
 * Takes what dead replicas had been given. Dead is who has no fresh heartbeat. Idle time is looked at
 * besides, never alone: after a flush a living replica may be heard of a moment before its heartbeat is, and
 * of two reapers only the first may get an entry.
 */
export class Reaper {
  constructor(private readonly options: ReaperOptions) {}

  async reap(client: RedisClient): Promise<void> {
    const { keys, clock, settings, streams } = this.options;
    const alive = new Map(await readAlive(client, keys));
    const now = clock.now();
    const isDead = (id: string) => id !== settings.id && (alive.get(id) ?? 0) <= now;
    const gone = [...alive.keys()].filter(isDead);
    for (const stream of streams) {
      for (const { name, idleMs } of await consumersOf(client, stream)) {
        if (!isDead(name) || idleMs < settings.expiryMs) continue;
        if (await this.takeOver(client, stream, name)) {
          await client.sendCommand(['XGROUP', 'DELCONSUMER', stream, GROUP, name]);
        }
      }
    }
    if (gone.length === 0) return;
    await client.sendCommand(['ZREM', keys.alive, ...gone]);
    await client.sendCommand(['HDEL', keys.replicas, ...gone]);
  }

  /** Whether nothing of `consumer` is left. */
  private async takeOver(client: RedisClient, stream: string, consumer: string): Promise<boolean> {
    const { settings, onEntry } = this.options;
    for (let page = 0; page < PAGES_PER_ROUND; page++) {
      const pending = await client.sendCommand<[string, ...unknown[]][]>([
        'XPENDING',
        stream,
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
        stream,
        GROUP,
        settings.id,
        minIdle,
        ...ids,
      ]);
      for (const entry of claimed) onEntry(stream, entry);
      if (claimed.length === 0) return false;
    }
    return false;
  }
}

async function consumersOf(client: RedisClient, stream: string): Promise<{ name: string; idleMs: number }[]> {
  const consumers = await client.sendCommand<(string | number)[][]>(['XINFO', 'CONSUMERS', stream, GROUP]);
  return consumers.map((flat) => ({
    name: String(flat[flat.indexOf('name') + 1]),
    idleMs: Number(flat[flat.indexOf('idle') + 1]),
  }));
}
