import type { Settings } from '../../options';
import type { RedisClock } from '../../redis/clock';
import type { RedisClient } from '../../redis/redis-client';
import { compareIds } from '../../wire/entry-id';
import type { RawEntry } from '../../wire/fields';
import type { ContextKeys } from '../../wire/keys';
import type { GroupState } from './group-state';

/** Longer than an event may take to become a dead letter, with the options as they are by default. */
const LONG_MS = 60_000;

interface BlockedTrimmingOptions {
  keys: ContextKeys;
  clock: RedisClock;
  settings: Settings;
}

/** Says which groups keep events from being trimmed, while somebody can still do something about it. */
export class BlockedTrimming {
  private quietUntil = -Infinity;

  constructor(private readonly options: BlockedTrimmingOptions) {}

  async report(client: RedisClient, groups: GroupState[], bound: string): Promise<void> {
    const { keys, clock, settings } = this.options;
    if (performance.now() < this.quietUntil || clock.ageOf(bound) < LONG_MS) return;
    // `bound` may be a place where nothing is yet.
    const entries = await client.sendCommand<RawEntry[]>(['XRANGE', keys.events, bound, '+', 'COUNT', '1']);
    const oldest = entries[0]?.[0];
    if (oldest === undefined || clock.ageOf(oldest) < LONG_MS) return;
    this.quietUntil = performance.now() + LONG_MS;
    const names = groups
      .filter(({ needsFrom }) => compareIds(needsFrom, oldest) <= 0)
      .map(({ name }) => name);
    const waiting = await client.sendCommand<number>(['XLEN', keys.events]);
    const age = Math.round(clock.ageOf(oldest) / 1_000);
    settings.log(
      'warn',
      `${waiting} events of ${keys.context} are kept for ${names.join(' and ')}, the oldest for ${age} s. ` +
        'A group that nobody serves any more is removed with forgetGroup',
    );
  }
}
