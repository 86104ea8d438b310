import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, failure, FAST, info, inspector, open, SOON_MS, until } from './harness';
import { startReplicaProcess } from './replica-process';

let redis: TestRedis;
const children: { kill(): Promise<unknown> }[] = [];
beforeAll(async () => (redis = await startRedis()));
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
  await closeAll();
});
afterAll(() => redis.stop());

async function replicaProcess() {
  const child = await startReplicaProcess(redis.url);
  children.push(child);
  return child;
}

test('a call to a context that nobody serves fails as Unavailable within a second', async () => {
  const client = open({ url: redis.url, ...FAST });
  const error = await failure(call(client, { context: 'nobody', timeoutMs: 30_000 }));
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: false });
  expect(error.message).toContain('nobody');
  expect(error.afterMs).toBeLessThan(SOON_MS);
});

test('a call goes through when a replica appears within that second', async () => {
  const client = open({ url: redis.url, ...FAST });
  const server = open({ url: redis.url, ...FAST });
  await Promise.all([client.ping(), server.ping()]);
  let attempt = 0;
  // A busy machine may need all of the second to make a replica.
  await until(async () => {
    const context = `late-${attempt++}`;
    const early = Promise.allSettled([call(client, { context, body: 'patience' })]);
    await server.serve(context, echo, info);
    const [end] = await early;
    return end.status === 'fulfilled' && end.value.body === 'patience';
  });
});

test('a context whose last replica has left is Unavailable', async () => {
  const server = open({ url: redis.url, ...FAST });
  await server.serve('leaving', echo, info);
  const client = open({ url: redis.url, ...FAST });
  await call(client, { context: 'leaving' });
  await server.close();
  await until(async () => (await client.replicas('leaving')).length === 0);
  const error = await failure(call(client, { context: 'leaving', timeoutMs: 30_000 }));
  expect(error.code).toBe('Unavailable');
  expect(error.afterMs).toBeLessThan(SOON_MS);
});

test('calls in flight fail as Unavailable soon after the last replica was killed', async () => {
  const replica = await replicaProcess();
  const client = open({ url: redis.url, ...FAST });
  const hanging = failure(call(client, { name: 'hang', body: 'x', timeoutMs: 60_000 }));
  await until(() => replica.ran.length === 1);
  await replica.kill();
  const error = await hanging;
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: true });
  expect(error.afterMs).toBeLessThan(SOON_MS);
});

test('a killed replica is forgotten: registry, consumer and pending entries', async () => {
  const replica = await replicaProcess();
  const client = open({ url: redis.url, ...FAST });
  void call(client, { name: 'hang', body: 'last words' }).catch(() => undefined);
  // It may also be given what a replica of an earlier test left.
  await until(() => replica.ran.includes('last words'));
  const server = open({ url: redis.url, ...FAST });
  await server.serve('comments', echo, info);
  await replica.kill();
  await until(async () => (await client.replicas('comments')).every(({ id }) => id === server.id));
  const look = await inspector(redis.url);
  const consumers = async () =>
    (await look.xInfoConsumers('isomer:{comments}:requests', 'replicas')).map((c) => c.name);
  await until(async () => !(await consumers()).includes(replica.id));
  await until(async () => (await look.xPending('isomer:{comments}:requests', 'replicas')).pending === 0);
  await until(async () => !(replica.id in (await look.hGetAll('isomer:{comments}:replicas'))));
});

test('half of what a dead replica told, left by who was killed while it removed it, goes too', async () => {
  const look = await inspector(redis.url);
  await look.hSet('isomer:{comments}:replicas', 'told-and-dead', '{}');
  await look.zAdd('isomer:{comments}:alive', { value: 'beaten-and-dead', score: 1 });
  const server = open({ url: redis.url, ...FAST });
  await server.serve('comments', echo, info);
  await until(async () => !(await look.hExists('isomer:{comments}:replicas', 'told-and-dead')));
  await until(async () => (await look.zScore('isomer:{comments}:alive', 'beaten-and-dead')) === null);
  expect(await look.hExists('isomer:{comments}:replicas', server.id)).toBe(1);
});
