const LONGEST_MS = 30_000;

/** Wait before the next attempt after `attempts` have failed: doubles up to 30 s, the later half of it at random. */
export function retryDelay(attempts: number, firstMs: number): number {
  const limit = Math.min(LONGEST_MS, firstMs * 2 ** (attempts - 1));
  return limit / 2 + (Math.random() * limit) / 2;
}
