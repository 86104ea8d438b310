import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, info, inspector, open, requestOf, until } from './harness';

const REQUESTS = 'isomer:{comments}:requests';
let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

/** Has the ids of requests be this many milliseconds ahead of Redis's clock, as they are after it was set back. */
async function setBack(byMs: number) {
  const look = await inspector(redis.url);
  await look.xAdd(REQUESTS, `${Date.now() + byMs}-0`, { hello: 'world' });
  return look;
}

test('calls are answered while the ids of a stream are ahead of a clock that was set back', async () => {
  const ran: string[] = [];
  const look = await setBack(60_000);
  await open({ url: redis.url }).serve(
    'comments',
    (incoming) => (ran.push(incoming.body), echo(incoming)),
    info,
  );
  const client = open({ url: redis.url });
  expect((await call(client, { body: 'a' })).body).toBe('a');
  expect((await call(client, { body: 'b', repeatable: false })).body).toBe('b');
  await until(async () => (await look.xLen(REQUESTS)) === 0);
  expect(ran).toEqual(['a', 'b']);
});

test('what was written long before is refused then as well', async () => {
  const look = await setBack(60_000);
  const ran: string[] = [];
  const server = open({ url: redis.url });
  await server.serve('comments', (incoming) => (ran.push(incoming.body), echo(incoming)), info);
  const pay = { id: 7, name: 'echo', timeoutMs: 60_000, headers: '', body: 'pay' };
  const old = requestOf([pay], { repeatable: false, at: Date.now() - 30_000 });
  await look.sendCommand(['XADD', REQUESTS, '*', ...old]);
  await until(async () => (await server.deadLetters('comments')).length === 2);
  expect(ran).toEqual([]);
});
