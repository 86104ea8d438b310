import type { Settings } from '../../options';
import type { RedisClock } from '../../redis/clock';
import type { RedisClient } from '../../redis/redis-client';
import { readAlive } from '../../registry';
import type { ContextKeys } from '../../wire/keys';
import { consumersOf } from '../consumer-group';
import type { EventEntries } from './event-entries';
import type { PendingEvents } from './pending-events';
import { retryDelay } from './retry-delay';
import type { RetryQueue } from './retry-queue';

const ENTRIES_PER_PAGE = 100;
/** Bound of one round; the next heartbeat goes on. */
const PAGES_PER_ROUND = 50;

interface EventReaperOptions {
  keys: ContextKeys;
  clock: RedisClock;
  settings: Settings;
  entries: EventEntries;
  pending: PendingEvents;
  retries: RetryQueue;
}

/** Takes the events that dead consumers of the group had been given, and finds those that nobody works on. */
export class EventReaper {
  constructor(private readonly options: EventReaperOptions) {}

  async reap(client: RedisClient): Promise<void> {
    const { keys, clock, settings } = this.options;
    const alive = new Map(await readAlive(client, { alive: keys.listening }));
    const now = clock.now();
    const isDead = (id: string) => id !== settings.id && (alive.get(id) ?? 0) <= now;
    for (const { name, idleMs } of await consumersOf(client, keys.events, settings.eventGroup)) {
      // Idle time is looked at besides: after a flush a living one may be heard of before its heartbeat is.
      if (!isDead(name) || idleMs < settings.expiryMs) continue;
      if (!(await this.takeOver(name))) continue;
      await client.sendCommand(['XGROUP', 'DELCONSUMER', keys.events, settings.eventGroup, name]);
    }
    const gone = [...alive.keys()].filter(isDead);
    if (gone.length > 0) await client.sendCommand(['ZREM', keys.listening, ...gone]);
    await this.adopt(settings.expiryMs);
  }

  /**
   * Begins what is in the name of this consumer and not known here: it was given out on a connection that
   * broke. Its handler never ran, so the attempt that Redis counted then is the one that comes now.
   */
  async adopt(minIdleMs: number): Promise<void> {
    const { pending, entries, retries } = this.options;
    for (const { id, attempts } of await pending.own(minIdleMs)) {
      if (!entries.knows(id)) retries.add({ id, attempt: Math.max(1, attempts) }, 0);
    }
  }

  /** Whether nothing of `consumer` is left. */
  private async takeOver(consumer: string): Promise<boolean> {
    const { settings, pending, retries } = this.options;
    for (let page = 0; page < PAGES_PER_ROUND && retries.room > 0; page++) {
      const found = await pending.of(consumer, Math.min(ENTRIES_PER_PAGE, retries.room));
      if (found.length === 0) return true;
      // Claiming makes an entry young, which keeps it from a second reaper.
      const ids = found.map(({ id }) => id);
      const taken = new Set(await pending.takeOver(ids, settings.expiryMs));
      for (const { id, attempts } of found) {
        // It may be what killed its replica, so it waits like any that failed.
        const delayMs = retryDelay(Math.max(1, attempts), settings.eventBackoffMs);
        if (taken.has(id)) retries.add({ id, attempt: attempts + 1 }, delayMs);
      }
      if (taken.size === 0) return false;
    }
    return false;
  }
}
