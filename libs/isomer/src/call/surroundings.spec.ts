import { z } from 'zod';
import { arrange, part, placements } from '../../testing/arrange';
import { everyone } from '../contract/access';
import { type CallOptions, command, contract, query } from '../contract/contract';
import { CallContext, type RootOptions, runAs } from './call-context';

const Nothing = z.object({});
const Seen = z.object({
  operation: z.string(),
  principal: z.string(),
  traceId: z.string(),
  locale: z.string(),
  key: z.string().nullable(),
  fingerprint: z.string().nullable(),
});
const Made = z.object({ of: Seen, child: Seen });
class InnerApi extends contract('inner', {
  read: query({ input: z.object({ n: z.int().default(0) }), output: Seen, access: everyone }),
  write: command({
    input: z.object({ n: z.int().default(0) }),
    output: Seen,
    access: everyone,
    idempotency: 'exempt',
  }),
}) {}
class OuterApi extends contract('outer', {
  read: query({ input: Nothing, output: Made, access: everyone }),
  write: command({ input: Nothing, output: Made, access: everyone, idempotency: 'exempt' }),
}) {}

const see = async () => {
  const { operation, principal, traceId, locale, idempotencyKey, fingerprint } = CallContext.current!;
  return {
    operation,
    principal: JSON.stringify(principal),
    traceId,
    locale,
    key: idempotencyKey ?? null,
    fingerprint: fingerprint ?? null,
  };
};

describe.each(placements)('a context %s', (placed) => {
  let ask: { n?: number } = {};
  let options: CallOptions | undefined;
  beforeEach(() => {
    ask = {};
    options = undefined;
  });

  const outer = async () => {
    const client = await arrange(
      placed,
      part(InnerApi, () => ({ read: see, write: see })),
      part(OuterApi, (client) => {
        const made = async () => ({ of: await see(), child: await client(InnerApi).write(ask, options) });
        return { read: made, write: made };
      }),
    );
    return client(OuterApi);
  };
  const write = async (root: Partial<RootOptions> = {}) => {
    const client = await outer();
    return runAs({ operation: 'test', ...root }, () => client.write({}));
  };

  test('knows on whose behalf it works, in which trace and language, and so do those that it calls', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const { of, child } = await write({ principal: { kind: 'member', id: 'm 1' }, traceId, locale: 'pt-BR' });
    const everywhere = { principal: '{"kind":"member","id":"m 1"}', traceId, locale: 'pt-BR' };
    expect(of).toMatchObject({ operation: 'outer.write', ...everywhere });
    expect(child).toMatchObject({ operation: 'inner.write', ...everywhere });
  });

  test('gets a trace, English and nobody where no one says otherwise', async () => {
    const { of, child } = await (await outer()).write({});
    expect(of).toMatchObject({
      principal: '{"kind":"anonymous"}',
      locale: 'en',
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(child.traceId).toBe(of.traceId);
    expect((await (await outer()).write({})).of.traceId).not.toBe(of.traceId);
  });

  test('gets the key and the fingerprint that the request brought, but hands neither on as they are', async () => {
    const { of, child } = await write({ idempotencyKey: 'key-1', fingerprint: 'body' });
    expect(of).toMatchObject({ key: 'key-1', fingerprint: 'body' });
    expect(child.key).not.toBe('key-1');
    expect(child.fingerprint).toBeNull();
  });

  test('gives a command inside a command the same key in every retry', async () => {
    const first = await write({ idempotencyKey: 'key-1' });
    const retry = await write({ idempotencyKey: 'key-1' });
    expect(retry.child.key).toBe(first.child.key);
    expect(first.child.key).toMatch(/^[\w-]{43}$/);
  });

  test('gives a command inside a command another key for another parent, caller or input', async () => {
    const keys = new Set([(await write({ idempotencyKey: 'key-1' })).child.key]);
    keys.add((await write({ idempotencyKey: 'key-2' })).child.key);
    keys.add((await write({ idempotencyKey: 'key-1', principal: { kind: 'member', id: 'm1' } })).child.key);
    ask = { n: 1 };
    keys.add((await write({ idempotencyKey: 'key-1' })).child.key);
    expect(keys.size).toBe(4);
  });

  test('can tell two equal commands apart, or say that two are one, by a label', async () => {
    const labelled = async (label: string, n: number) => {
      options = { label };
      ask = { n };
      return (await write({ idempotencyKey: 'key-1' })).child.key;
    };
    expect(await labelled('first', 0)).not.toBe(await labelled('second', 0));
    expect(await labelled('first', 0)).toBe(await labelled('first', 1));
  });

  test('can name the key of a command itself', async () => {
    options = { idempotencyKey: 'mine' };
    expect((await write({ idempotencyKey: 'key-1' })).child.key).toBe('mine');
  });

  test('gets a fresh key for each command where nobody brought one', async () => {
    const [first, second] = [await write(), await write()];
    expect(first.of.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.of.key).not.toBe(first.of.key);
    expect(second.child.key).not.toBe(first.child.key);
  });

  test('gets a fresh key for each command inside a query, which has none to derive it from', async () => {
    const client = await outer();
    const read = () => runAs({ operation: 'test', idempotencyKey: 'key-1' }, () => client.read({}));
    const [first, second] = [await read(), await read()];
    expect(first.of.key).toBeNull();
    expect(second.child.key).not.toBe(first.child.key);
  });
});

test('what runs beside a call does not see its surroundings', async () => {
  await runAs({ operation: 'test' }, async () => expect(CallContext.current?.operation).toBe('test'));
  expect(CallContext.current).toBeUndefined();
});
