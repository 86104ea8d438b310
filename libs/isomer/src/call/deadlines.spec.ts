import { z } from 'zod';
import { arrange, part, placements } from '../../testing/arrange';
import { collectLog } from '../../testing/collect-log';
import { everyone } from '../contract/access';
import { type CallOptions, contract, query } from '../contract/contract';
import { Cancelled, DeadlineExceeded } from '../contract/framework-errors';
import { CallContext, runAs } from './call-context';
import { Cancellation } from './cancellation';

const Nothing = z.object({});
const Left = z.object({ ms: z.number() });
class InnerApi extends contract('inner', {
  hang: query({ input: Nothing, output: Nothing, access: everyone }),
  left: query({ input: Nothing, output: Left, access: everyone }),
  quick: query({ input: Nothing, output: Left, access: everyone, deadlineMs: 1_000 }),
}) {}
class OuterApi extends contract('outer', {
  left: query({ input: Nothing, output: Left, access: everyone }),
  hang: query({ input: Nothing, output: Nothing, access: everyone }),
}) {}

collectLog();
const remaining = async () => ({ ms: CallContext.current!.cancellation.remainingMs });

describe.each(placements)('a context %s', (placed) => {
  const signals: AbortSignal[] = [];
  const seen: unknown[] = [];
  let options: CallOptions | undefined;
  let use: 'left' | 'quick' = 'left';
  beforeEach(() => {
    signals.length = seen.length = 0;
    options = undefined;
    use = 'left';
  });

  const clients = async () => {
    const hang = () => {
      signals.push(CallContext.current!.signal);
      return new Promise<never>(() => undefined);
    };
    const client = await arrange(
      placed,
      part(InnerApi, () => ({ hang, left: remaining, quick: remaining })),
      part(OuterApi, (client) => ({
        left: () => client(InnerApi)[use]({}, options),
        hang: async () => {
          signals.push(CallContext.current!.signal);
          return client(InnerApi)
            .hang({}, options)
            .catch((reason: unknown) => {
              seen.push(reason);
              throw reason as Error;
            });
        },
      })),
    );
    return { inner: client(InnerApi), outer: client(OuterApi) };
  };

  test('has five seconds for a call, or what its contract says', async () => {
    const { inner } = await clients();
    const [left, quick] = await Promise.all([inner.left({}), inner.quick({})]);
    expect(left.ms).toBeGreaterThan(4_000);
    expect(left.ms).toBeLessThanOrEqual(5_001);
    expect(quick.ms).toBeLessThanOrEqual(1_001);
  });

  test('has what the caller says, be it more or less', async () => {
    const { inner } = await clients();
    expect((await inner.left({}, { deadlineMs: 1_000 })).ms).toBeLessThanOrEqual(1_001);
    expect((await inner.quick({}, { deadlineMs: 60_000 })).ms).toBeGreaterThan(50_000);
  });

  test('hands on to a nested call the time that is left, not a new deadline', async () => {
    const { outer } = await clients();
    expect((await outer.left({}, { deadlineMs: 2_000 })).ms).toBeLessThanOrEqual(2_001);
  });

  test('cannot give a nested call more time than it has', async () => {
    const { outer } = await clients();
    for (const signal of [undefined, new AbortController().signal]) {
      options = { deadlineMs: 60_000, signal };
      expect((await outer.left({}, { deadlineMs: 2_000 })).ms).toBeLessThanOrEqual(2_001);
    }
  });

  test('can give a nested call less time, and a contract can too', async () => {
    const { outer } = await clients();
    options = { deadlineMs: 700 };
    expect((await outer.left({})).ms).toBeLessThanOrEqual(701);
    options = undefined;
    use = 'quick';
    expect((await outer.left({})).ms).toBeLessThanOrEqual(1_001);
  });

  test('that hangs leaves its caller with DeadlineExceeded and finds its signal aborted', async () => {
    const { inner } = await clients();
    const failure = await inner.hang({}, { deadlineMs: 50 }).catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(DeadlineExceeded);
    expect(failure).toMatchObject({ mayHaveRun: true, operation: 'inner.hang' });
    await untilAborted(signals[0]!);
  });

  test('whose neighbour hangs gets DeadlineExceeded itself, and so does its caller', async () => {
    const { outer } = await clients();
    await expect(outer.hang({}, { deadlineMs: 50 })).rejects.toThrow(DeadlineExceeded);
    await Promise.all(signals.map(untilAborted));
    expect(signals).toHaveLength(2);
    // In another process, what it hears first: that the time is over or that its caller has gone.
    await untilCalled(() => seen.length === 1);
    expect(['deadline-exceeded', 'cancelled']).toContain((seen[0] as DeadlineExceeded).code);
  });

  test('that shortens a nested call goes on when that one is over', async () => {
    const { outer } = await clients();
    options = { deadlineMs: 30 };
    await expect(outer.hang({})).rejects.toThrow(DeadlineExceeded);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
    expect(seen).toHaveLength(1);
  });

  test('is not called at all when the time of its caller is over', async () => {
    const { inner } = await clients();
    const late = runAs({ operation: 'test', deadlineMs: 20 }, async () => {
      await untilAborted(CallContext.current!.signal);
      return inner.left({}, { deadlineMs: 5_000 });
    });
    await expect(late).rejects.toThrow(DeadlineExceeded);
  });

  test.each([0, -1, NaN])('is not given %d milliseconds', async (deadlineMs) => {
    const { inner } = await clients();
    await expect(inner.hang({}, { deadlineMs })).rejects.toThrow(DeadlineExceeded);
    expect(signals).toEqual([]);
  });

  test('ends with Cancelled when its caller gives up, and tells those that it has called', async () => {
    const { outer } = await clients();
    const caller = new AbortController();
    const call = outer.hang({}, { signal: caller.signal });
    await untilCalled(() => signals.length === 2);
    caller.abort();
    const failure = await call.catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(Cancelled);
    expect(failure).toMatchObject({ mayHaveRun: true, operation: 'outer.hang' });
    await Promise.all(signals.map(untilAborted));
    expect(seen).toEqual([expect.any(Cancelled)]);
  });

  test('is not called at all by a caller who has given up', async () => {
    const { inner } = await clients();
    await expect(inner.hang({}, { signal: AbortSignal.abort() })).rejects.toThrow(Cancelled);
    expect(signals).toEqual([]);
  });

  test('is cancelled with the program that called it', async () => {
    const { inner } = await clients();
    const ended = runAs({ operation: 'test' }, async () => {
      const call = inner.hang({});
      await untilCalled(() => signals.length === 1);
      CallContext.current!.cancellation.end(new Cancelled('The program stops'));
      return call;
    });
    await expect(ended).rejects.toThrow(Cancelled);
    await Promise.all(signals.map(untilAborted));
  });
});

test('a cancellation that is let go of listens to nothing any more', () => {
  const caller = new AbortController();
  const parent = new Cancellation(performance.now() + 60_000);
  const own = new Cancellation(performance.now() + 60_000, parent);
  own.follow(caller.signal);
  own.dispose();
  parent.end(new Cancelled('over'));
  caller.abort();
  expect(own.reason).toBeUndefined();
  expect(own.signal.aborted).toBe(false);
});

test('a cancellation that lies weeks ahead does not end at once', async () => {
  const far = new Cancellation(performance.now() + 2 ** 40);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(far.reason).toBeUndefined();
  far.dispose();
});

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

async function untilCalled(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 1_000 && !condition(); i++) await new Promise((resolve) => setImmediate(resolve));
  expect(condition()).toBe(true);
}

test('what ends a call that has begun says of the next one that it has not', async () => {
  const client = await arrange(
    'here',
    part(InnerApi, () => ({
      hang: () => new Promise<never>(() => undefined),
      left: remaining,
      quick: remaining,
    })),
  );
  await runAs({ operation: 'test', deadlineMs: 30 }, async () => {
    const begun = await client(InnerApi)
      .hang({})
      .catch((reason: unknown) => reason);
    expect(begun).toMatchObject({ code: 'deadline-exceeded', mayHaveRun: true });
    const next = await client(InnerApi)
      .left({})
      .catch((reason: unknown) => reason);
    expect(next).toMatchObject({ code: 'deadline-exceeded', mayHaveRun: false });
  });
});
