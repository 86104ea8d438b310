/** Numbers from 0 to 1 that are the same for the same seed (mulberry32, Tommy Ettinger). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

/** A seed for another generator: what one process draws does not change what another one does. */
export function seedFrom(random: Random): number {
  return Math.floor(random() * 2 ** 32);
}
