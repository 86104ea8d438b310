import { generateKeyPairSync } from 'node:crypto';
import { KeyedIdentity, type RedisStreamsTransport, type TrustedService, UndeliverableEvent } from '../src';
import { netstrings } from '../src/identity';
import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, failure, info, inspector, open, until, requestOf } from './harness';

let redis: TestRedis;
beforeAll(async () => (redis = await startRedis()));
afterEach(closeAll);
afterAll(() => redis.stop());

const pair = (kid: string) => ({ kid, ...generateKeyPairSync('x25519') });
const keys = {
  edge: pair('edge-1'),
  comments: pair('comments-1'),
  posts: pair('posts-1'),
  stranger: pair('stranger-1'),
};
const trusted: TrustedService[] = [
  { name: 'edge', serves: [], keys: [keys.edge] },
  { name: 'comments', serves: ['comments'], keys: [keys.comments] },
  { name: 'posts', serves: ['posts'], keys: [keys.posts] },
];
const identity = (name: keyof typeof keys) => new KeyedIdentity({ name, key: keys[name], trusted });
const as = (name: keyof typeof keys) => ({
  transport: open({ url: redis.url, identity: identity(name) }),
  name,
});

/** A replica of `comments` as `name`, and what it ran on whose behalf. */
async function serve(name: keyof typeof keys = 'comments') {
  const ran: (string | undefined)[] = [];
  const own = identity(name);
  await open({ url: redis.url, identity: own }).serve(
    'comments',
    async (incoming) => {
      ran.push(incoming.from);
      for (const value of incoming.send ? ['a', 'b'] : []) await incoming.send!(value);
      return echo(incoming);
    },
    info,
  );
  return { ran, refused: own.refused };
}

const once = (transport: RedisStreamsTransport, timeoutMs = 20_000) =>
  failure(call(transport, { timeoutMs, repeatable: false }));

test.each([true, false])(
  'a call, its reply and its sender are proven (repeatable: %p)',
  async (repeatable) => {
    const { ran } = await serve();
    const { transport } = as('edge');
    expect(await call(transport, { body: 'hello', repeatable })).toEqual({ ok: true, body: 'hello' });
    expect(ran).toEqual(['edge']);
  },
);

test('a stream and what its reader grants are proven too', async () => {
  await serve();
  const values: string[] = [];
  const call = { context: 'comments', name: 'x', body: '', headers: '', timeoutMs: 5_000 };
  for await (const value of as('edge').transport.stream(call)) values.push(value);
  expect(values).toEqual(['a', 'b']);
});

test('many calls travel in one sealed entry', async () => {
  const { ran } = await serve();
  const { transport } = as('edge');
  await call(transport);
  const replies = await Promise.all(Array.from({ length: 100 }, (_, i) => call(transport, { body: `${i}` })));
  expect(replies.map(({ body }) => body)).toEqual(Array.from({ length: 100 }, (_, i) => `${i}`));
  expect(ran).toHaveLength(101);
});

test('a process that has no key, or one that nobody trusts, reaches Redis and calls nothing', async () => {
  const { ran, refused } = await serve();
  const expected = { code: 'Unavailable', mayHaveRun: false };
  const keyless = await once(open({ url: redis.url }));
  expect(keyless).toMatchObject(expected);
  expect(keyless.message).toBe('The replicas of comments do not believe this process: it has no key');
  const untrusted = await once(as('stranger').transport);
  expect(untrusted).toMatchObject(expected);
  expect(untrusted.message).toMatch(/its key stranger-1 is not among those they trust$/);
  // Whoever does not ask is refused all the same.
  const look = await inspector(redis.url);
  const echo = { id: 1, name: 'echo', timeoutMs: 5_000, headers: '', body: '' };
  const stream = 'isomer:{comments}:requests';
  const fields = requestOf([echo]);
  await look.sendCommand(['XADD', stream, '*', ...fields]);
  const seal = identity('stranger').sealForContext('comments', stream, netstrings(fields));
  await look.sendCommand(['XADD', stream, '*', ...fields, 'seal', seal]);
  await until(async () => (await look.xLen(stream)) === 0);
  expect(ran).toEqual([]);
  expect(refused).toMatchObject({ unsealed: 1, 'unknown-key': 1 });
});

test('a context that nobody is trusted to serve is not called', async () => {
  const error = await failure(call(as('edge').transport, { context: 'unknown' }));
  expect(error).toMatchObject({
    code: 'Unavailable',
    mayHaveRun: false,
    message: 'Nobody is trusted to serve unknown',
  });
});

test('a service that may not serve the context cannot read its calls', async () => {
  await serve('posts');
  expect(await once(as('edge').transport, 1_000)).toMatchObject({ code: 'DeadlineExceeded' });
});

test('a reply without a seal, or of a service that may not serve the context, is passed over, counted and logged', async () => {
  await serve();
  const lines: string[] = [];
  const own = identity('edge');
  const edge = open({ url: redis.url, identity: own, log: (_, line) => void lines.push(line) });
  await call(edge);
  const look = await inspector(redis.url);
  const stream = `isomer:{comments}:replies:${edge.id}`;
  const fields = ['v', '1', 'by', 'r', 'replies', '[[2,"ok",0]]', 'texts', ''];
  await look.sendCommand(['XADD', stream, '*', ...fields]);
  await until(() => own.refused.unsealed === 1);
  const posts = identity('posts').sealForPeer({ service: 'edge', kid: 'edge-1' }, stream, netstrings(fields));
  await look.sendCommand(['XADD', stream, '*', ...fields, 'seal', posts]);
  await until(() => own.refused['foreign-sender'] === 1);
  expect(lines[0]).toMatch(
    /^Skipped entry \S+ of isomer:\{comments\}:replies:\S+: its seal proves nothing \(1 since the start\)$/,
  );
  expect(await call(edge, { body: 'mine' })).toEqual({ ok: true, body: 'mine' });
});

test('an entry that was changed is refused, and one that is added again starts nothing again', async () => {
  const { ran, refused } = await serve();
  const look = await inspector(redis.url);
  // Caught on its way: the replica is asked to leave it for a moment.
  const monitor = await inspector(redis.url);
  const written: string[][] = [];
  await monitor.monitor((line: string) => {
    const args = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(
      ([, arg]) => JSON.parse(`"${arg}"`) as string,
    );
    if (args[0] === 'XADD' && args[1] === 'isomer:{comments}:requests') written.push(args);
  });
  await call(as('edge').transport, { body: 'pay', repeatable: false });
  await until(() => written.length === 1);
  const [entry] = written as [string[]];
  const textsAt = entry.indexOf('texts') + 1;
  await look.sendCommand(entry);
  const replies = `isomer:{comments}:replies:${entry[entry.indexOf('from') + 1]}`;
  const texts = async () =>
    ((await look.xRange(replies, '-', '+')) ?? []).map(({ message }) => message['texts']);
  await until(
    async () => (await texts()).length > 0 && (await look.xLen('isomer:{comments}:requests')) === 0,
  );
  const again = (await texts()).at(-1)!;
  expect(JSON.parse(again)).toEqual({
    code: 'Unavailable',
    message: 'comments.echo was started before, and is not started again',
    mayHaveRun: true,
  });
  await look.sendCommand(entry.with(textsAt, entry[textsAt]!.replace('pay', 'PAY')));
  await look.sendCommand(entry.with(entry.indexOf('from') + 1, 'somebody'));
  await look.sendCommand(entry.with(entry.indexOf('at') + 1, String(Date.now() + 1)));
  await look.sendCommand(entry.with(1, 'isomer:{comments}:requests').slice(0, -2));
  await until(async () => (await look.xLen('isomer:{comments}:requests')) === 0);
  expect(ran).toEqual(['edge']);
  expect(refused).toMatchObject({ altered: 3, unsealed: 1 });
});

test('a service that calls itself another client takes none of its licences', async () => {
  const { ran } = await serve();
  const look = await inspector(redis.url);
  const stream = 'isomer:{comments}:requests';
  for (const name of ['posts', 'edge'] as const) {
    const pay = { id: 1, name: 'pay', timeoutMs: 5_000, headers: '', body: '' };
    const fields = requestOf([pay], { from: 'edge-client', repeatable: false });
    const seal = identity(name).sealForContext('comments', stream, netstrings(fields));
    await look.sendCommand(['XADD', stream, '*', ...fields, 'seal', seal]);
    await until(async () => (await look.xLen(stream)) === 0);
  }
  expect(ran).toEqual(['posts', 'edge']);
});

test('an entry that is added again after its licence has expired is too old', async () => {
  const { ran } = await serve();
  const sealed = identity('edge');
  const look = await inspector(redis.url);
  const add = async (at: number, id: number) => {
    const echo = { id, name: 'echo', timeoutMs: 5_000, headers: '', body: '' };
    const fields = requestOf([echo], { from: 'old', at, repeatable: false });
    const stream = 'isomer:{comments}:requests';
    const seal = sealed.sealForContext('comments', stream, netstrings(fields));
    await look.sendCommand(['XADD', stream, '*', ...fields, 'seal', seal]);
  };
  await add(Date.now() - 60_000, 1);
  await add(Date.now(), 2);
  await until(async () => (await look.xLen('isomer:{comments}:requests')) === 0);
  expect(ran).toEqual(['edge']);
});

describe('an event', () => {
  const handle = async (name: keyof typeof keys, options = {}) => {
    const handled: (string | undefined)[][] = [];
    const own = identity(name);
    const transport = open({ url: redis.url, identity: own, ...options });
    await transport.subscribe('shop', async ({ name: event, from }) => {
      handled.push([event, from]);
      if (event === 'failing') throw new UndeliverableEvent('hopeless');
    });
    return { handled, transport, refused: own.refused };
  };
  const emit = (transport: RedisStreamsTransport, name: string) =>
    transport.emit({ context: 'shop', name, headers: '', body: '' });
  const letters = async (transport: RedisStreamsTransport) =>
    (await transport.deadLetters('shop')).map(({ reason }) => reason);
  afterEach(async () => void (await (await inspector(redis.url)).flushAll()));

  test('is taken by any service that trusts who has sent it, which is told', async () => {
    const posts = await handle('posts', { eventGroup: 'posts' });
    const comments = await handle('comments', { eventGroup: 'comments' });
    await emit(as('edge').transport, 'placed');
    await until(() => posts.handled.length + comments.handled.length === 2);
    expect([...posts.handled, ...comments.handled]).toEqual([
      ['placed', 'edge'],
      ['placed', 'edge'],
    ]);
  });

  test('of somebody who is not trusted becomes a dead letter, and is not sent again', async () => {
    const { handled, transport, refused } = await handle('comments');
    await emit(open({ url: redis.url }), 'unsealed');
    await emit(as('stranger').transport, 'strange');
    await until(async () => (await letters(transport)).length === 2);
    expect(await letters(transport)).toEqual(['its seal proves nothing', 'its seal proves nothing']);
    expect(refused).toMatchObject({ unsealed: 1, 'unknown-key': 1 });
    for (const { id } of await transport.deadLetters('shop')) {
      const error = await failure(transport.replayDeadLetter('shop', id));
      expect(error.message).toMatch(/has no seal of anybody who is trusted$/);
    }
    expect(handled).toEqual([]);
  });

  test('that was given up is sent again under the seal of who does so', async () => {
    const { handled, transport } = await handle('comments');
    await emit(as('edge').transport, 'failing');
    for (const from of ['edge', 'posts']) {
      await until(async () => (await letters(transport)).length === 1);
      expect(handled.at(-1)).toEqual(['failing', from]);
      const [letter] = await transport.deadLetters('shop');
      expect(await as('posts').transport.replayDeadLetter('shop', letter!.id)).toBe(true);
    }
    await until(() => handled.length === 3);
    expect(handled.at(-1)).toEqual(['failing', 'posts']);
  });
});
