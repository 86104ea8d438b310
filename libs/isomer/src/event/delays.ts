import { BoundedCache } from '../call/bounded-cache';

/** A minute where it is spread the most. */
const longestFailureMs = 48_000;
/** Shorter, because what is away comes back for all keys at once. */
const longestAbsenceMs = 10_000;
/** More keys than that begin anew now and then, which costs a try. */
const mostKeys = 10_000;

/** Milliseconds until what has failed `attempts` times is tried again: twice as many each time, so and so much. */
export function afterFailures(attempts: number, firstMs: number): number {
  return spread(Math.min(longestFailureMs, firstMs * 2 ** (attempts - 1)));
}

/** How long keys wait for what their handlers need, which is counted nowhere else: it is no failure. */
export class Absences {
  private readonly times = new BoundedCache<{ count: number }>(mostKeys);

  constructor(private readonly firstMs: number) {}

  /** Milliseconds until `key` is tried again. */
  again(key: string): number {
    const count = this.times.get(key)?.count ?? 0;
    this.times.set(key, { count: count + 1 });
    return spread(Math.min(longestAbsenceMs, this.firstMs * 2 ** count));
  }

  over(key: string): void {
    if (this.times.get(key)?.count) this.times.set(key, { count: 0 });
  }
}

/** Those who failed together do not come back together. */
function spread(ms: number): number {
  return ms * (0.75 + Math.random() / 2);
}
