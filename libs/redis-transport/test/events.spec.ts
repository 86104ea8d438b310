import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, failure, FAST, gate, info, inspector, open, until } from './harness';
import { EVENTS } from './event-harness';
import { startReplicaProcess } from './replica-process';

let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

const posted = { context: 'comments', name: 'posted', headers: 'h' };

test('an event is handled by one replica, also if none served when it was emitted', async () => {
  const client = open({ url: redis.url });
  await client.emit({ ...posted, body: 'early' });
  const seen: string[] = [];
  const subscribe = () =>
    open({ url: redis.url }).serve('comments', echo, info, ({ name, headers, body }) => {
      seen.push([name, headers, body].join());
      return Promise.resolve();
    });
  await Promise.all([subscribe(), subscribe()]);
  await client.emit({ ...posted, body: 'late' });
  await until(() => seen.length === 2);
  expect(seen.sort()).toEqual(['posted,h,early', 'posted,h,late']);
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(EVENTS)) === 0);
});

test('an event that is too large is refused at the sender', async () => {
  const client = open({ url: redis.url, maxBodyBytes: 10 });
  expect(await failure(client.emit({ ...posted, body: 'x'.repeat(10) }))).toMatchObject({
    code: 'InvalidArgument',
    mayHaveRun: false,
  });
});

test('who takes only events is no replica for calls', async () => {
  await open({ url: redis.url }).subscribe('comments', () => Promise.resolve());
  const client = open({ url: redis.url });
  expect(await client.replicas('comments')).toEqual([]);
  expect(await failure(call(client))).toMatchObject({ code: 'Unavailable', mayHaveRun: false });
});

test('calls go on while all event handlers hang', async () => {
  const begun = gate();
  const server = open({ url: redis.url, concurrency: 1, drainTimeoutMs: 10 });
  await server.serve('comments', echo, info, () => (begun.open(), new Promise(() => undefined)));
  await server.emit({ ...posted, body: 'x' });
  await begun.opened;
  expect(await call(server, { body: 'still here' })).toEqual({ ok: true, body: 'still here' });
});

test('close finishes events that run, and acknowledges them', async () => {
  const begun = gate();
  const hold = gate();
  const server = open({ url: redis.url });
  await server.subscribe('comments', () => (begun.open(), hold.opened));
  await server.emit({ ...posted, body: 'x' });
  await begun.opened;
  const closing = server.close();
  hold.open();
  await closing;
  const look = await inspector(redis.url);
  expect(await look.xLen(EVENTS)).toBe(0);
  expect(await look.xInfoConsumers(EVENTS, 'replicas')).toEqual([]);
});

test('an event whose replica was killed is handled by another', async () => {
  const child = await startReplicaProcess(redis.url);
  const client = open({ url: redis.url });
  await client.emit({ ...posted, name: 'hang', body: 'x' });
  await until(() => child.ran.length === 1);
  await child.kill();
  const seen: string[] = [];
  await open({ url: redis.url, ...FAST }).serve(
    'comments',
    echo,
    info,
    ({ body }) => (seen.push(body), Promise.resolve()),
  );
  await until(() => seen.length === 1);
});
