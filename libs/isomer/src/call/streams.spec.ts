import { z } from 'zod';
import { arrange, part, placements } from '../../testing/arrange';
import { authenticated, everyone } from '../contract/access';
import { contract, query, stream } from '../contract/contract';
import { error } from '../contract/errors';
import {
  DeadlineExceeded,
  Internal,
  InvalidArgument,
  Unauthenticated,
  Cancelled,
} from '../contract/framework-errors';
import { collectLog } from '../../testing/collect-log';
import { until } from '../../testing/until';
import { CallContext, runAs } from './call-context';

class Silent extends error('ticker.silent', { meaning: 'FailedPrecondition', message: 'It is silent.' }) {}

const Tick = z.object({ n: z.int() });
class TickerApi extends contract('ticker', {
  watch: stream({
    input: z.object({ to: z.int(), then: z.string().optional() }),
    output: Tick,
    errors: [Silent],
    access: everyone,
  }),
  own: stream({ input: z.object({}), output: Tick, access: authenticated }),
  ping: query({ input: z.object({}), output: z.object({}), access: everyone }),
}) {}

const log = collectLog();

describe.each(placements)('a stream of a context %s', (placed) => {
  const sent: number[] = [];
  let ended: unknown;
  let caller: unknown;
  const last = { n: 0, secret: 'not declared' };

  async function ticker() {
    sent.length = 0;
    ended = undefined;
    const client = await arrange(
      placed,
      part(TickerApi, () => ({
        async *watch({ to, then }) {
          try {
            caller = CallContext.current?.principal;
            for (let n = 1; n <= to; n++) {
              sent.push(n);
              last.n = n;
              yield last;
              await Promise.resolve();
            }
            if (then === 'silent') throw new Silent();
            if (then === 'crash') throw new Error('a detail that nobody is to see');
            if (then === 'wrong') yield { n: 'one' } as never;
            if (then === 'hang') await new Promise(() => undefined);
          } finally {
            ended = CallContext.current?.signal.aborted ?? 'no surroundings';
          }
        },
        async *own() {
          yield { n: 1 };
        },
        ping: async () => ({}),
      })),
    );
    return client(TickerApi);
  }

  const read = async (values: AsyncIterable<unknown>) => {
    const all: unknown[] = [];
    for await (const value of values) all.push(value);
    return all;
  };

  test('yields values of its own in order, as they are declared', async () => {
    const api = await ticker();
    expect(await read(api.watch({ to: 100 }))).toEqual(Array.from({ length: 100 }, (_, i) => ({ n: i + 1 })));
    expect(ended).toBe(false);
  });

  test('goes no faster than it is read, and ends when its reader leaves', async () => {
    const api = await ticker();
    for await (const { n } of api.watch({ to: 10_000 })) if (n === 3) break;
    await until(() => ended !== undefined, 'the end of the handler');
    expect(sent.length).toBeLessThan(10);
    expect(ended).toBe(true);
  });

  test('ends with the errors that it declares, after the values before', async () => {
    const api = await ticker();
    const values = api.watch({ to: 1, then: 'silent' });
    expect(await values.next()).toEqual({ done: false, value: { n: 1 } });
    await expect(values.next()).rejects.toThrow(Silent);
  });

  test.each(['crash', 'wrong'])(
    'ends with Internal, and the cause in the log, when it does %s',
    async (then) => {
      const api = await ticker();
      const failed = await read(api.watch({ to: 0, then })).catch((reason: unknown) => reason);
      expect(failed).toBeInstanceOf(Internal);
      expect(JSON.stringify(failed)).not.toContain('a detail');
      expect(log.join('\n')).toMatch(then === 'crash' ? /a detail/ : /what its contract does not allow/);
    },
  );

  test('refuses what is not valid and who may not, and copies its input at once', async () => {
    const api = await ticker();
    await expect(read(api.watch({ to: 1.5 }))).rejects.toThrow(InvalidArgument);
    await expect(read(api.own({}))).rejects.toThrow(Unauthenticated);
    const input = { to: 1 };
    const values = api.watch(input);
    input.to = 5;
    expect(await read(values)).toHaveLength(1);
  });

  test('carries who asks', async () => {
    const api = await ticker();
    const principal = { kind: 'member', id: 'ada' } as const;
    await runAs({ operation: 'test', principal }, () => read(api.watch({ to: 1 })));
    expect(caller).toEqual(principal);
  });

  test('ends at its deadline, and tells its handler', async () => {
    const api = await ticker();
    await expect(read(api.watch({ to: 1, then: 'hang' }, { deadlineMs: 100 }))).rejects.toThrow(
      DeadlineExceeded,
    );
  });

  test('ends when its caller gives up', async () => {
    const api = await ticker();
    const abort = new AbortController();
    const values = api.watch({ to: 1, then: 'hang' }, { signal: abort.signal });
    await values.next();
    const next = values.next();
    abort.abort();
    await expect(next).rejects.toThrow(Cancelled);
  });

  test('ends for a caller who gave up before its first value', async () => {
    const api = await ticker();
    const abort = new AbortController();
    const values = api.watch({ to: 1, then: 'hang' }, { signal: abort.signal });
    abort.abort();
    await expect(values.next().then(() => values.next())).rejects.toThrow(Cancelled);
  });
});
