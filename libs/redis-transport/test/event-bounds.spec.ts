import { startRedis, type TestRedis } from '../testing/redis-server';
import { bodiesIn, broken, emitAll, EVENTS, listen } from './event-harness';
import { closeAll, failure, inspector, open, until } from './harness';

let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

const event = { context: 'comments', name: 'posted', headers: '', body: '' };

test('beyond the bound of waiting events emit is refused, and taken again when some are done', async () => {
  const client = open({ url: redis.url, maxEvents: 2 });
  await emitAll(client, ['1', '2']);
  expect(await failure(client.emit(event))).toMatchObject({
    code: 'ResourceExhausted',
    mayHaveRun: false,
    retryAfterMs: expect.any(Number),
  });
  const look = await inspector(redis.url);
  expect(await bodiesIn(look)).toEqual(['1', '2']);
  const { seen } = await listen({ url: redis.url });
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(seen).toEqual(['1', '2']);
  await client.emit(event);
});

test('events that are emitted together do not pass the bound together', async () => {
  const client = open({ url: redis.url, maxEvents: 10 });
  const settled = await Promise.allSettled(Array.from({ length: 50 }, () => client.emit(event)));
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  expect(await (await inspector(redis.url)).xLen(EVENTS)).toBe(10);
});

test('the stream stays short under load, though an old event fails again and again', async () => {
  const { transport, seen } = await listen(
    { url: redis.url, eventBackoffMs: 60_000, maxEvents: 1_000 },
    ({ body }) => body === 'bad' && broken(),
  );
  await emitAll(transport, ['bad']);
  for (let round = 0; round < 20; round++) {
    await Promise.all(Array.from({ length: 200 }, () => transport.emit(event)));
    await until(() => seen.length === 1 + 200 * (round + 1));
    if (round % 4 === 3) {
      const look = await inspector(redis.url);
      await until(async () => (await look.xLen(EVENTS)) === 1);
    }
  }
});

test('what a replica had acknowledged when it was lost is trimmed by another', async () => {
  const look = await inspector(redis.url);
  await look.xGroupCreate(EVENTS, 'replicas', '0', { MKSTREAM: true });
  for (let i = 0; i < 10; i++) await look.xAdd(EVENTS, '*', { v: '1', name: 'n', headers: '', body: `${i}` });
  await look.xReadGroup('replicas', 'lost', { key: EVENTS, id: '>' }, { NOACK: true });
  const { seen } = await listen({ url: redis.url });
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(seen).toEqual([]);
});
