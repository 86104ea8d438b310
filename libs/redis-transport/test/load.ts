import type { IncomingCall, RedisStreamsTransport, Reply } from '../src';
import { call, echo } from './harness';

type Outcome = 'answered' | { code: string; message: string; mayHaveRun: boolean };

/** Calls one after another from several callers, and remembers how each went and how often each ran. */
export function startLoad(client: RedisStreamsTransport, context = 'comments') {
  const runs = new Map<string, number>();
  const outcomes = new Map<string, Outcome>();
  let stopped = false;
  let next = 0;
  const callers = Array.from({ length: 8 }, async () => {
    while (!stopped) {
      const body = `${context}-${next++}`;
      await call(client, { context, body, timeoutMs: 5_000, repeatable: false }).then(
        (reply) =>
          outcomes.set(
            body,
            reply.body === body ? 'answered' : { code: 'mixed up', message: '', mayHaveRun: true },
          ),
        async (error: { code: string; message: string; mayHaveRun: boolean }) => {
          outcomes.set(body, error);
          await new Promise((resolve) => setTimeout(resolve, 10));
        },
      );
    }
  });
  const answered = () => [...outcomes.values()].filter((outcome) => outcome === 'answered').length;
  return {
    serve: (incoming: IncomingCall): Promise<Reply> => {
      runs.set(incoming.body, (runs.get(incoming.body) ?? 0) + 1);
      return echo(incoming);
    },
    answered,
    failed: () => [...outcomes.values()].filter((outcome) => outcome !== 'answered'),
    /** Resolves when every call has ended one way or the other. */
    stop: async () => {
      stopped = true;
      await Promise.all(callers);
      return next;
    },
    /** Calls whose end and whose number of runs do not fit together. */
    untruths: () =>
      [...outcomes].filter(([body, outcome]) => {
        const times = runs.get(body) ?? 0;
        if (outcome === 'answered') return times !== 1;
        return times > 1 || (times === 1 && !outcome.mayHaveRun);
      }),
    outcomes,
    runs,
  };
}
