import type { KnownContext } from '../known-contexts';
import { lookAtQueue } from './queue';
import type { Kind, Measure } from './telemetry';

/** A context as this process takes its entries. */
export interface Taken {
  readonly kinds: readonly Kind[];
  handling(kind: Kind): number;
}

/** What is known of a context here: how it is served, and how many calls are under way. Never rejects. */
export async function measureContext(
  { keys, commands, clock, counters }: KnownContext,
  server: Taken | undefined,
  sent: number | undefined,
): Promise<Measure> {
  const measure: Measure = { context: keys.context, sent, taken: {} };
  if (!server) return measure;
  measure.deadLetters = counters.deadLetters;
  measure.deadLettersDropped = counters.deadLettersDropped;
  const client = commands.current;
  for (const kind of server.kinds) {
    const stream = kind === 'call' ? keys.requests : keys.events;
    const queue = client && (await lookAtQueue(client, stream, clock).catch(() => undefined));
    const here = { handling: server.handling(kind), redelivered: counters.redelivered[kind] };
    measure.taken[kind] = { ...queue, ...here };
  }
  return measure;
}
