import { setTimeout as wait } from 'node:timers/promises';

/** Resolves with the first truthy answer of `condition`. @throws Error after `withinMs`, with the last failure */
export async function until<T>(
  condition: () => T | Promise<T>,
  what: string,
  withinMs = 60_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  do {
    try {
      const answer = await condition();
      if (answer) return answer as NonNullable<T>;
      last = answer;
    } catch (error) {
      last = error;
    }
    await wait(25);
  } while (Date.now() < deadline);
  throw new Error(`${what} did not come true within ${withinMs} ms; last: ${String(last)}`);
}
