import type { RedisClient } from './redis-client';

/**
 * Redis's clock, as a lower and an upper bound of its distance to this process's monotonic clock. Ids of
 * stream entries are times of Redis's clock; the time of day of a process is never compared with them.
 */
export class RedisClock {
  private low = -Infinity;
  private high = Infinity;

  async sync(client: RedisClient): Promise<void> {
    const asked = performance.now();
    const [seconds, micros] = await client.sendCommand<[string, string]>(['TIME']);
    this.observe(Number(seconds) * 1_000 + Number(micros) / 1_000, asked, performance.now());
  }

  /** `time` was Redis's somewhere between `asked` and `answered`; all in milliseconds. */
  observe(time: number, asked: number, answered: number): void {
    const low = time - answered;
    const high = time - asked;
    const agrees = low <= this.high && high >= this.low;
    // A sample outside the bounds means that one of the clocks was moved, or drifted: start over with it.
    this.low = agrees ? Math.max(this.low, low) : low;
    this.high = agrees ? Math.min(this.high, high) : high;
  }

  /** Milliseconds since the Unix epoch; NaN before the first sample. */
  now(): number {
    return performance.now() + (this.low + this.high) / 2;
  }

  /** How long ago an entry was added, in milliseconds; 0 if the clock went back since. */
  ageOf(entryId: string): number {
    return Math.max(0, this.now() - Number.parseInt(entryId, 10));
  }
}
