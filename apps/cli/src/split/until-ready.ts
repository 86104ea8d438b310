import { setTimeout as delay } from 'node:timers/promises';

/** Heartbeats and first connections take a moment, in milliseconds; more is a fault. */
const patienceMs = 60_000;

interface Report {
  contexts: Record<string, { problem?: string }>;
  transport?: { problem?: string };
}

/** Waits until the edge says that everything it depends on answers. @throws Error with what did not */
export async function untilReady(url: string, goOn: () => boolean): Promise<void> {
  let last = 'no answer';
  for (const end = performance.now() + patienceMs; goOn() && performance.now() < end; await delay(50)) {
    try {
      const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
      // One that lacks a context is ready all the same, and says so.
      last = problems((await response.json()) as Report);
      if (response.ok && last === '') return;
    } catch (error) {
      last = (error as Error).message;
    }
  }
  if (goOn())
    throw new Error(`The edge at ${url} did not become ready within ${patienceMs / 1_000} s: ${last}`);
}

function problems({ contexts, transport }: Report): string {
  const each = Object.entries({ ...contexts, ...(transport && { Redis: transport }) });
  return each.flatMap(([name, { problem }]) => (problem ? [`${name}: ${problem}`] : [])).join('; ');
}
