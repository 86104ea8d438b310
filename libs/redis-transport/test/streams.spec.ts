import { startRedis, type TestRedis } from '../testing/redis-server';
import type { OutgoingStream, RedisStreamsTransport, ServeCall } from '../src';
import { FAST, SOON_MS, call, closeAll, echo, failure, gate, info, inspector, open, until } from './harness';
import { startReplicaProcess } from './replica-process';

let redis: TestRedis;
beforeAll(async () => (redis = await startRedis()));
afterEach(closeAll);
afterAll(() => redis.stop());

const serve = (handler: ServeCall, options = {}) =>
  open({ url: redis.url, ...options }).serve('comments', handler, info);
/** Connects before: on a busy machine that may take longer than a call waits for it. */
async function* stream(client: RedisStreamsTransport, overrides: Partial<OutgoingStream> = {}) {
  await client.ping();
  const plain = { context: 'comments', name: 'watch', body: '', headers: '', timeoutMs: 20_000 };
  return yield* client.stream({ ...plain, ...overrides });
}

/** All values of a stream, and the reply that ended it. */
async function read(values: AsyncGenerator<string, unknown>) {
  const all: string[] = [];
  for (;;) {
    const next = await values.next();
    if (next.done) return { all, reply: next.value };
    all.push(next.value);
  }
}

test('values come in order, more of them than fit under way, and then the end', async () => {
  await serve(async ({ send }) => {
    for (let i = 0; i < 1_000; i++) await send!(`${i}`);
    return { ok: true, body: 'end' };
  });
  const { all, reply } = await read(stream(open({ url: redis.url })));
  expect(all).toEqual(Array.from({ length: 1_000 }, (_, i) => `${i}`));
  expect(reply).toEqual({ ok: true, body: 'end' });
});

test('an error ends a stream after the values before it', async () => {
  await serve(async ({ send }) => {
    await send!('a');
    return { ok: false, body: 'broken' };
  });
  expect(await read(stream(open({ url: redis.url })))).toEqual({
    all: ['a'],
    reply: { ok: false, body: 'broken' },
  });
});

test('a call that is no stream cannot send values', async () => {
  await serve(({ send }) => Promise.resolve({ ok: true, body: String(send) }));
  const client = open({ url: redis.url });
  const call = { context: 'comments', name: 'x', body: '', headers: '', timeoutMs: 5_000, repeatable: true };
  expect(await client.call(call)).toEqual({ ok: true, body: 'undefined' });
});

test('a slow reader holds up the sender, and memory stays flat', async () => {
  let sent = 0;
  await serve(async ({ send }) => {
    for (; sent < 10_000; sent++) await send!('x'.repeat(100));
    return { ok: true, body: '' };
  });
  const client = open({ url: redis.url });
  const values = stream(client);
  for (let i = 0; i < 10; i++) await values.next();
  await until(() => sent > 60);
  // Time for more, if anything let it.
  for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
  expect(sent).toBeLessThan(100);
  const look = await inspector(redis.url);
  expect(await look.xLen(`isomer:{comments}:replies:${client.id}`)).toBeLessThan(100);
  expect((await read(values)).all).toHaveLength(9_990);
});

test('who stops reading stops the sender', async () => {
  let ended: unknown;
  await serve(async ({ send, signal }) => {
    try {
      for (;;) await send!('a');
    } catch (error) {
      ended = [error, signal.aborted];
    }
    return { ok: true, body: '' };
  });
  const values = stream(open({ url: redis.url }));
  for await (const value of values) {
    expect(value).toBe('a');
    break;
  }
  await until(() => ended !== undefined);
  expect(ended).toEqual([expect.objectContaining({ code: 'Cancelled' }), true]);
});

test('a reader is told when its time is over, and so is the sender', async () => {
  let aborted = false;
  await serve(({ signal }) => {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        aborted = true;
        setTimeout(() => resolve({ ok: true, body: '' }), 100);
      });
    });
  });
  const client = open({ url: redis.url });
  const values = stream(client, { timeoutMs: 3_000 });
  expect(await failure(read(values))).toMatchObject({ code: 'DeadlineExceeded', mayHaveRun: true });
  await until(() => aborted);
});

test('the reader of a stream whose sender was killed is told, with another replica there and without', async () => {
  for (const others of [0, 1]) {
    const replica = await startReplicaProcess(redis.url);
    if (others) await serve(() => Promise.resolve({ ok: true, body: 'started again' }), FAST);
    const client = open({ url: redis.url, ...FAST });
    let values = stream(client, { name: 'stream' });
    // Until it is the replica that is to be killed.
    for (let first = await values.next(); first.done; first = await values.next())
      values = stream(client, { name: 'stream' });
    await replica.kill();
    const error = await failure(read(values));
    expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: true });
    expect(error.afterMs).toBeLessThan(SOON_MS);
    await closeAll();
  }
});

test('open streams keep no call out, and are refused when there are too many of them', async () => {
  const hold = gate();
  const server = open({ url: redis.url, maxStreams: 100 });
  await server.serve(
    'comments',
    async (incoming) => {
      if (!incoming.send) return echo(incoming);
      await incoming.send('open');
      await hold.opened;
      return { ok: true, body: 'end' };
    },
    info,
  );
  const client = open({ url: redis.url });
  const streams = Array.from({ length: 100 }, () => stream(client, { timeoutMs: 60_000 }));
  for (const { value } of await Promise.all(streams.map((each) => each.next()))) expect(value).toBe('open');
  expect(await call(client, { body: 'through' })).toEqual({ ok: true, body: 'through' });
  const refused = await failure(read(stream(client)));
  expect(refused).toMatchObject({
    code: 'ResourceExhausted',
    mayHaveRun: false,
    retryAfterMs: 1_000,
    message: 'comments.watch has no place for another stream: 100 are open',
  });
  // What is open is waited for like calls.
  const closed = server.close();
  hold.open();
  for (const { reply } of await Promise.all(streams.map(read)))
    expect(reply).toEqual({ ok: true, body: 'end' });
  await closed;
});

/** A replica of a context of its own, whose handler never answers, and that does not wait for it when it is closed. */
const hang = (context: string) =>
  open({ url: redis.url, drainTimeoutMs: 1 }).serve(context, () => new Promise(() => undefined), info);

test('a stream whose end says that more values came before it is no whole one', async () => {
  await hang('broken');
  const client = open({ url: redis.url });
  const values = failure(read(stream(client, { context: 'broken' })));
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen('isomer:{broken}:requests')) === 1);
  const replies = '[[1,"next",1,0],[1,"ok",1,2]]';
  await look.xAdd(`isomer:{broken}:replies:${client.id}`, '*', { v: '1', by: 'r', replies, texts: 'ab' });
  expect(await values).toMatchObject({
    code: 'Unavailable',
    mayHaveRun: true,
    message: 'Value 1 of a stream was lost',
  });
});

test('a reader who has seen no value yet shows that it is there, to every replica', async () => {
  await hang('silent');
  await hang('silent');
  void failure(read(stream(open({ url: redis.url }), { context: 'silent' })));
  const look = await inspector(redis.url);
  const replicas = await look.zRange('isomer:{silent}:alive', 0, -1);
  const shown = async (id: string) =>
    ((await look.xRange(`isomer:{silent}:control:${id}`, '-', '+')) ?? []).some(
      ({ message }) => message.grant === '[[1,64]]',
    );
  expect(replicas).toHaveLength(2);
  await until(async () => (await Promise.all(replicas.map(shown))).every(Boolean));
});
