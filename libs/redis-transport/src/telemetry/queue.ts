import type { RedisClock } from '../redis/clock';
import type { RedisClient } from '../redis/redis-client';
import type { RawEntry } from '../wire/fields';

/** How much of a stream is not done with, and for how long the oldest has waited, in milliseconds by Redis's clock. */
export async function lookAtQueue(
  client: RedisClient,
  stream: string,
  clock: RedisClock,
): Promise<{ queued: number; oldestMs: number }> {
  const [queued, oldest] = await Promise.all([
    client.sendCommand<number>(['XLEN', stream]),
    client.sendCommand<RawEntry[]>(['XRANGE', stream, '-', '+', 'COUNT', '1']),
  ]);
  const [first] = oldest;
  return { queued, oldestMs: first ? Math.max(0, clock.ageOf(first[0])) : 0 };
}
