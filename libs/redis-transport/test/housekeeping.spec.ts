import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, gate, info, inspector, open, requestOf, until } from './harness';

const REQUESTS = 'isomer:{comments}:requests';
let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

test('nothing is left of answered calls but a few replies about to expire', async () => {
  await open({ url: redis.url }).serve('comments', echo, info);
  const client = open({ url: redis.url });
  const look = await inspector(redis.url);
  for (let round = 0; round < 20; round++) await Promise.all(Array.from({ length: 200 }, () => call(client)));
  await until(async () => (await look.xLen(REQUESTS)) === 0);
  expect((await look.xPending(REQUESTS, 'replicas')).pending).toBe(0);
  const replies = `isomer:{comments}:replies:${client.id}`;
  await until(async () => (await look.xLen(replies)) <= 1);
  const ttl = await look.pTTL(replies);
  expect(ttl).toBeGreaterThan(0);
  expect(ttl).toBeLessThanOrEqual(60_000);
});

test('the reply stream of a client that is gone expires, even if it was answered only then', async () => {
  const hold = gate();
  const begun = gate();
  await open({ url: redis.url }).serve(
    'comments',
    async (incoming) => {
      begun.open();
      await hold.opened;
      return echo(incoming);
    },
    info,
  );
  const client = open({ url: redis.url });
  call(client).catch(() => undefined);
  await begun.opened;
  await client.close();
  hold.open();
  const look = await inspector(redis.url);
  const replies = `isomer:{comments}:replies:${client.id}`;
  await until(async () => (await look.pTTL(replies)) > 0);
});

test('all keys of a context share one Cluster slot, and none is of another name', async () => {
  const server = open({ url: redis.url });
  await server.serve('comments', echo, info, () => Promise.resolve());
  const client = open({ url: redis.url });
  await call(client);
  await client.emit({ context: 'comments', name: 'posted', body: '', headers: '' });
  const keys = await (await inspector(redis.url)).keys('*');
  expect(keys.sort()).toEqual([
    'isomer:{comments}:alive',
    'isomer:{comments}:events',
    'isomer:{comments}:listening',
    'isomer:{comments}:replicas',
    `isomer:{comments}:replies:${client.id}`,
    'isomer:{comments}:requests',
  ]);
});

test('deployments with different prefixes do not see each other', async () => {
  await open({ url: redis.url, prefix: 'blue' }).serve('comments', echo, info);
  expect(await open({ url: redis.url, prefix: 'green' }).replicas('comments')).toEqual([]);
  expect(await open({ url: redis.url, prefix: 'blue' }).replicas('comments')).toHaveLength(1);
});

test('expired requests of a context that nobody serves go when somebody does', async () => {
  const look = await inspector(redis.url);
  const old = { id: 1, name: 'old', timeoutMs: 1, headers: '', body: '' };
  const id = String(await look.sendCommand(['XADD', REQUESTS, '*', ...requestOf([old], { from: 'gone' })]));
  const time = async () => Number((await look.sendCommand<[string, string]>(['TIME']))[0]) * 1_000;
  await until(async () => (await time()) > Number.parseInt(id, 10) + old.timeoutMs);
  const ran: string[] = [];
  const server = open({ url: redis.url });
  await server.serve('comments', (incoming) => (ran.push(incoming.name), echo(incoming)), info);
  await until(async () => (await look.xLen(REQUESTS)) === 0);
  expect(ran).toEqual([]);
  expect(await server.deadLetters('comments')).toEqual([]);
});
