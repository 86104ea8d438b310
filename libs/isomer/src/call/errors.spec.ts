import { z } from 'zod';
import { arrange, part, placements } from '../../testing/arrange';
import { collectLog } from '../../testing/collect-log';
import { authenticated, everyone } from '../contract/access';
import { contract, query } from '../contract/contract';
import { CallError, error } from '../contract/errors';
import {
  Aborted,
  Internal,
  InvalidArgument,
  PermissionDenied,
  Unauthenticated,
  Unavailable,
} from '../contract/framework-errors';
import { runAs } from './call-context';

class Locked extends error('nested.locked', {
  meaning: 'FailedPrecondition',
  message: 'Locked until {until}.',
  details: z.object({ until: z.number(), by: z.object({ name: z.string() }) }),
}) {}
class Gone extends error('nested.gone', { meaning: 'NotFound', message: 'Gone.' }) {}

const Nothing = z.object({});
const Text = z.object({ text: z.string() });
class InnerApi extends contract('inner', {
  work: query({ input: Nothing, output: Text, errors: [Locked, Gone], access: everyone }),
  measure: query({ input: z.object({ n: z.int().max(5) }), output: Text, access: everyone }),
  restricted: query({ input: Nothing, output: Text, access: authenticated }),
}) {}
class OuterApi extends contract('outer', {
  work: query({ input: Nothing, output: Text, errors: [Gone], access: everyone }),
}) {}

const log = collectLog();
const details = () => ({ until: 9, by: { name: 'Ann' } });

describe.each(placements)('a context %s', (placed) => {
  let inside: (inner: InnerApi) => Promise<{ text: string }>;
  let innermost: () => Promise<{ text: string }>;
  const clients = async () => {
    const client = await arrange(
      placed,
      part(InnerApi, () => ({
        work: () => innermost(),
        measure: () => innermost(),
        restricted: () => innermost(),
      })),
      part(OuterApi, (client) => ({ work: () => inside(client(InnerApi)) })),
    );
    return { inner: client(InnerApi), outer: client(OuterApi) };
  };
  const failureOf = async (work: () => Promise<unknown>) => {
    const failure = await work().then(
      () => new Error('it did not fail'),
      (reason: unknown) => reason,
    );
    if (!(failure instanceof CallError)) throw failure;
    return failure;
  };
  const inner = async () => (await clients()).inner;
  const outer = async () => (await clients()).outer;

  test('ends a call with a declared error of the same class, message and details', async () => {
    innermost = () => Promise.reject(new Locked(details()));
    const failure = await failureOf(async () => (await inner()).work({}));
    expect(failure).toBeInstanceOf(Locked);
    expect(failure).toMatchObject({
      name: 'Locked',
      message: 'Locked until 9.',
      details: details(),
      operation: 'inner.work',
      mayHaveRun: false,
    });
  });

  test('does not share the details of an error with its caller', async () => {
    const thrown = new Locked(details());
    innermost = () => Promise.reject(thrown);
    const failure = await failureOf(async () => (await inner()).work({}));
    thrown.details.by.name = 'changed inside';
    expect(failure.details).toEqual(details());
  });

  test('ends a call with Internal for what it does not declare: the cause is in its log by an id, and nowhere else', async () => {
    innermost = () => Promise.reject(new Error('password is hunter2', { cause: new Error('a cause') }));
    const failure = await failureOf(async () => (await inner()).work({}));
    expect(failure).toBeInstanceOf(Internal);
    const { id } = failure.details as { id: string };
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify({ ...failure, message: failure.message })).not.toMatch(/hunter2|\.ts/);
    expect(log).toHaveLength(1);
    expect(log[0]).toMatch(
      new RegExp(
        `^inner\\.work failed \\(${id}, trace [0-9a-f]{32}\\): Error: password is hunter2\\n    at `,
      ),
    );
    expect(log[0]).toContain('caused by Error: a cause');
  });

  test.each<[string, () => Promise<never>]>([
    [
      'a handler that throws before it is asynchronous',
      () => {
        throw new Error('at once');
      },
    ],
    ['a handler that throws what is no Error', () => Promise.reject('text')],
    ['a handler that rejects with nothing', () => Promise.reject()],
  ])('answers for %s as for any other mistake', async (_, mistake) => {
    innermost = mistake;
    expect(await failureOf(async () => (await inner()).work({}))).toMatchObject({
      code: 'internal',
      details: { id: expect.any(String) },
    });
    expect(log[0]).toMatch(/^inner\.work failed/);
  });

  test('keeps an answer that its contract does not allow to itself', async () => {
    innermost = async () => ({ text: 7 }) as never;
    expect(await failureOf(async () => (await inner()).work({}))).toBeInstanceOf(Internal);
    expect(log[0]).toContain('inner.work answered what its contract does not allow');
    expect(log[0]).toContain('expected string');
  });

  test('may end a call with an error of the framework that it throws itself', async () => {
    innermost = () =>
      Promise.reject(new InvalidArgument('Not so', { violations: [{ pointer: '/a', detail: 'no' }] }));
    const failure = await failureOf(async () => (await inner()).work({}));
    expect(failure).toBeInstanceOf(InvalidArgument);
    expect(failure).toMatchObject({
      message: 'Not so',
      details: { violations: [{ pointer: '/a', detail: 'no' }] },
    });
  });

  test('passes a declared error of a nested call on if it declares the same one', async () => {
    innermost = () => Promise.reject(new Gone());
    inside = (nested) => nested.work({});
    const failure = await failureOf(async () => (await outer()).work({}));
    expect(failure).toBeInstanceOf(Gone);
    expect(failure.operation).toBe('outer.work');
  });

  test('makes Internal of a declared error of a nested call that it does not declare', async () => {
    innermost = () => Promise.reject(new Locked(details()));
    inside = (nested) => nested.work({});
    expect(await failureOf(async () => (await outer()).work({}))).toBeInstanceOf(Internal);
    expect(log.filter((line) => line.startsWith('outer.work failed'))).toHaveLength(1);
  });

  test('makes Internal of a nested call that its handler asked wrongly: that was not what the caller did', async () => {
    inside = (nested) => nested.measure({ n: 6 });
    expect(await failureOf(async () => (await outer()).work({}))).toBeInstanceOf(Internal);
    expect(log.join()).toContain('The input is not valid');
  });

  test('makes Internal of an InvalidArgument that a nested handler throws', async () => {
    innermost = () => Promise.reject(new InvalidArgument('Not so'));
    inside = (nested) => nested.work({});
    expect(await failureOf(async () => (await outer()).work({}))).toBeInstanceOf(Internal);
  });

  test.each([Unavailable, Aborted, PermissionDenied])('passes %p of a nested call on', async (type) => {
    innermost = () => Promise.reject(new type('Not now', { retryAfterMs: 50 }));
    inside = (nested) => nested.work({});
    const failure = await failureOf(async () => (await outer()).work({}));
    expect(failure).toBeInstanceOf(type);
    expect(failure).toMatchObject({ message: 'Not now', details: { retryAfterMs: 50 } });
    expect(log).toEqual([]);
  });

  test('passes on that a nested call needs a caller who is known', async () => {
    inside = (nested) => nested.restricted({});
    expect(await failureOf(async () => (await outer()).work({}))).toBeInstanceOf(Unauthenticated);
  });

  test('passes Internal of a nested call on with its id, which is in the log of whoever served that', async () => {
    innermost = () => Promise.reject(new Error('deep down'));
    inside = (nested) => nested.work({});
    const failure = await failureOf(async () => (await outer()).work({}));
    expect(log.filter((line) => line.includes((failure.details as { id: string }).id))).toHaveLength(1);
    expect(log).toHaveLength(1);
  });

  test('lets a handler catch the error of a nested call by its class', async () => {
    innermost = () => Promise.reject(new Locked(details()));
    inside = async (nested) => {
      try {
        return await nested.work({});
      } catch (reason) {
        return { text: reason instanceof Locked ? `until ${reason.details.until}` : 'something else' };
      }
    };
    expect(await (await outer()).work({})).toEqual({ text: 'until 9' });
  });

  test('ends with an error also where its caller looks at nothing but the promise', async () => {
    const call = (await inner()).measure({ n: 'six' } as never);
    expect(call).toBeInstanceOf(Promise);
    await expect(call).rejects.toThrow(InvalidArgument);
    expect(
      await runAs({ operation: 'test' }, async () =>
        (await inner()).measure({ n: 6 }).catch(() => 'refused'),
      ),
    ).toBe('refused');
  });
});
