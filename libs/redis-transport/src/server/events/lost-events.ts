import type { Settings } from '../../options';
import type { Page } from '../reaper';
import type { EventEntries } from './event-entries';
import type { PendingEvents } from './pending-events';
import { retryDelay } from './retry-delay';
import type { RetryQueue } from './retry-queue';

interface LostEventsOptions {
  settings: Settings;
  entries: EventEntries;
  pending: PendingEvents;
  retries: RetryQueue;
}

/** Events that were given to somebody who does not work on them: to a dead consumer, or on a connection that broke. */
export class LostEvents {
  constructor(private readonly options: LostEventsOptions) {}

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

  /** Takes up to `count` events of a dead consumer, as far as there is room. */
  async takeOver(consumer: string, count: number): Promise<Page> {
    const { settings, pending, retries } = this.options;
    if (retries.room === 0) return { found: 1, taken: 0 };
    const found = await pending.of(consumer, Math.min(count, retries.room));
    if (found.length === 0) return { found: 0, taken: 0 };
    // Claiming makes an entry young, which keeps it from a second reaper.
    const ids = found.map(({ id }) => id);
    const taken = new Set(await pending.takeOver(ids, settings.expiryMs));
    for (const { id, attempts } of found) {
      // It may be what killed its replica, so it waits like any that failed.
      const delayMs = retryDelay(Math.max(1, attempts), settings.eventBackoffMs);
      if (taken.has(id)) retries.add({ id, attempt: attempts + 1 }, delayMs);
    }
    return { found: found.length, taken: taken.size };
  }
}
