import type { RedisNode } from '../redis/redis-node';
import type { ContextKeys } from '../wire/keys';
import type { Counters } from './counters';
import { lookAtQueue } from './queue';
import type { Kind, Measure } from './telemetry';

/** A context as this process takes its entries. */
export interface Taken {
  readonly kinds: readonly Kind[];
  handling(kind: Kind): number;
}

interface Known {
  keys: ContextKeys;
  node: RedisNode;
  counters: Counters;
  server: Taken | undefined;
  sent: number | undefined;
}

/** What is known of a context here. Never rejects. */
export async function measureContext({ keys, node, counters, server, sent }: Known): Promise<Measure> {
  const measure: Measure = { context: keys.context, sent, taken: {} };
  if (!server) return measure;
  measure.deadLetters = counters.deadLetters;
  measure.deadLettersDropped = counters.deadLettersDropped;
  const client = node.commands.current;
  for (const kind of server.kinds) {
    const stream = kind === 'call' ? keys.requests : keys.events;
    const queue = client && (await lookAtQueue(client, stream, node.clock).catch(() => undefined));
    const here = { handling: server.handling(kind), redelivered: counters.redelivered[kind] };
    measure.taken[kind] = { ...queue, ...here };
  }
  return measure;
}
