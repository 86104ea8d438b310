import type { TestRedis } from '../testing/redis-server';
import { startRedis } from '../testing/redis-server';
import { FAST, call, closeAll, echo, failure, info, inspector, open, until, requestOf } from './harness';
import { startReplicaProcess } from './replica-process';

let redis: TestRedis;
const replicas: { kill(): Promise<unknown> }[] = [];
beforeAll(async () => (redis = await startRedis()));
afterEach(async () => {
  await Promise.all(replicas.splice(0).map((replica) => replica.kill()));
  await closeAll();
  await (await inspector(redis.url)).flushAll();
  await closeAll();
});
afterAll(() => redis.stop());

async function replicaProcess() {
  const replica = await startReplicaProcess(redis.url);
  replicas.push(replica);
  return replica;
}

/** A replica in this process, and what it ran. */
async function serveHere(): Promise<string[]> {
  const ran: string[] = [];
  await open({ url: redis.url, ...FAST }).serve(
    'comments',
    (incoming) => {
      ran.push(incoming.body);
      return echo(incoming);
    },
    info,
  );
  return ran;
}

test('a repeatable call whose replica is killed is run by another one, within its deadline', async () => {
  const replica = await replicaProcess();
  const client = open({ url: redis.url, ...FAST });
  const hanging = call(client, { name: 'hang', body: 'x', timeoutMs: 20_000 });
  await until(() => replica.ran.length === 1);
  const ran = await serveHere();
  await replica.kill();
  expect(await hanging).toEqual({ ok: true, body: 'x' });
  expect(ran).toEqual(['x']);
});

test('a call that may not be repeated is not, and its caller hears that it may have run', async () => {
  const replica = await replicaProcess();
  const client = open({ url: redis.url, ...FAST });
  const once = { name: 'hang', body: 'x', timeoutMs: 60_000, repeatable: false };
  const hanging = failure(call(client, once));
  await until(() => replica.ran.length === 1);
  const ran = await serveHere();
  await replica.kill();
  const error = await hanging;
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: true });
  expect(error.message).toBe('comments.hang was started before, and is not started again');
  expect(error.afterMs).toBeLessThan(20_000);
  expect(await call(client, { body: 'next' })).toEqual({ ok: true, body: 'next' });
  expect(ran).toEqual(['next']);
});

test('a call that may not be repeated and was not begun is run by another replica', async () => {
  const replica = await replicaProcess();
  const client = open({ url: redis.url, ...FAST });
  await call(client, { body: 'warm' });
  const look = await inspector(redis.url);
  // Not acknowledged, it would be run again.
  await until(async () => (await look.xLen('isomer:{comments}:requests')) === 0);
  // Stopped, it is given what it cannot begin.
  process.kill(replica.pid, 'SIGSTOP');
  const calls = ['a', 'b'].map((body) => call(client, { body, timeoutMs: 20_000, repeatable: false }));
  await until(async () => (await look.xPending('isomer:{comments}:requests', 'replicas')).pending > 0);
  const ran = await serveHere();
  expect((await Promise.all(calls)).map(({ body }) => body)).toEqual(['a', 'b']);
  expect(ran.sort()).toEqual(['a', 'b']);
  // Awake again, it finds that the licence is gone.
  process.kill(replica.pid, 'SIGCONT');
  await until(async () => (await client.replicas('comments')).some(({ id }) => id === replica.id));
  expect(replica.ran).toEqual(['warm']);
});

test('an entry that is written to Redis once more does not start a call once more', async () => {
  const ran = await serveHere();
  const look = await inspector(redis.url);
  const pay = { id: 7, name: 'echo', timeoutMs: 60_000, headers: '', body: 'pay' };
  const entry = ['XADD', 'isomer:{comments}:requests', '*', ...requestOf([pay], { repeatable: false })];
  await look.sendCommand(entry);
  await until(() => ran.length === 1);
  await look.sendCommand(entry);
  await until(async () => (await look.xLen('isomer:{comments}:requests')) === 0);
  expect(ran).toEqual(['pay']);
});

test('what a dead replica left after its deadline is not run', async () => {
  const replica = await replicaProcess();
  const client = open({ url: redis.url, ...FAST });
  // Connected, a busy machine still brings it there in time; and it ends before the replica counts as gone.
  await call(client);
  const hanging = failure(call(client, { name: 'hang', body: 'x', timeoutMs: 2_000 }));
  await until(() => replica.ran.length === 2);
  await replica.kill();
  expect(await hanging).toMatchObject({ code: 'DeadlineExceeded', mayHaveRun: true });
  const ran = await serveHere();
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen('isomer:{comments}:requests')) === 0);
  expect(ran).toEqual([]);
});
