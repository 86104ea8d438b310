import { setTimeout as delay } from 'node:timers/promises';

/** Asks every `stepMs` until the answer is true; false when `limitMs` have passed. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { limitMs, stepMs = 50 }: { limitMs: number; stepMs?: number },
): Promise<boolean> {
  const end = Date.now() + limitMs;
  do {
    if (await condition()) return true;
    await delay(stepMs);
  } while (Date.now() < end);
  return condition();
}
