import { startCluster, type TestCluster } from '../testing/redis-cluster';
import { call, closeAll, echo, failure, info, inspector, open, until } from './harness';
import type { RedisStreamsTransport } from '../src';
import { startLoad } from './load';

const contexts = ['identity', 'posts', 'comments'] as const;
const keyOf = (context: string) => `isomer:{${context}}:requests`;

/** Whether a call gets through: on a busy machine the first connection may take longer than a call waits for it. */
const answers = (client: RedisStreamsTransport, context: string) => () =>
  call(client, { context, timeoutMs: 500 }).then(
    () => true,
    () => false,
  );

let cluster: TestCluster;
beforeAll(async () => (cluster = await startCluster()));
afterEach(closeAll);
afterAll(() => cluster.stop());

test('contexts whose keys are on three nodes are called, and get their events', async () => {
  const places = await Promise.all(contexts.map((context) => cluster.masterOf(keyOf(context))));
  expect([...places].sort()).toEqual([0, 1, 2]);
  const server = open({ url: cluster.url });
  const client = open({ url: cluster.url });
  const events: string[] = [];
  for (const context of contexts) {
    await server.serve(context, echo, info, ({ body }) => (events.push(body), Promise.resolve()));
  }
  for (const context of contexts) {
    await until(answers(client, context));
    expect(await call(client, { context, body: context })).toEqual({ ok: true, body: context });
    await client.emit({ context, name: 'happened', headers: '', body: context });
    expect(await client.replicas(context)).toHaveLength(1);
  }
  await until(() => events.length === 3);
  expect(events.sort()).toEqual([...contexts].sort());
  await client.ping();
});

test('a handler may call a context whose keys are on another node', async () => {
  const server = open({ url: cluster.url });
  await server.serve('posts', echo, info);
  await server.serve('comments', ({ body }) => call(server, { context: 'posts', body }), info);
  await until(answers(open({ url: cluster.url }), 'comments'));
});

test('while its keys move to another node under load, calls go on, and each ended as it was told', async () => {
  const client = open({ url: cluster.url });
  const load = startLoad(client);
  await open({ url: cluster.url }).serve('comments', load.serve, info);
  await until(() => load.answered() > 200);
  const from = await cluster.masterOf(keyOf('comments'));
  await cluster.moveSlot(keyOf('comments'), (from + 1) % 3);
  const before = load.answered();
  await until(() => load.answered() > before + 200);
  expect(await load.stop()).toBe(load.outcomes.size);
  expect(await cluster.masterOf(keyOf('comments'))).toBe((from + 1) % 3);
  expect(load.untruths()).toEqual([]);
});

test('one node that is away is told by ping, and does not keep the contexts of the others from being called', async () => {
  // Both are asked of a Cluster that serves what it has.
  for (const { url } of cluster.masters) {
    await (await inspector(url)).configSet('cluster-require-full-coverage', 'no');
  }
  const [here, there] = [await cluster.masterOf(keyOf('posts')), await cluster.masterOf(keyOf('identity'))];
  expect(here).not.toBe(there);
  // They count as there for as long as one is away.
  const server = open({ url: cluster.url, heartbeatMs: 10_000 });
  await server.serve('posts', echo, info);
  await server.serve('identity', echo, info);
  const client = open({ url: cluster.url });
  await until(answers(client, 'posts'));
  await until(answers(client, 'identity'));
  await client.ping();
  cluster.masters[there]?.pause();
  const stalled = failure(call(client, { context: 'identity', timeoutMs: 300 }));
  expect((await call(client, { context: 'posts', body: 'x' })).body).toBe('x');
  expect(await stalled).toMatchObject({ code: 'DeadlineExceeded', mayHaveRun: true });
  cluster.masters[there]?.resume();
  await until(answers(client, 'identity'));
});

test('after the death of a node calls go on with its replica, and each ended as it was told', async () => {
  // The first master is the one that has a replica.
  const context = await (async () => {
    for (const each of contexts) if ((await cluster.masterOf(keyOf(each))) === 0) return each;
    throw new Error('No context is on the first master');
  })();
  const client = open({ url: cluster.url });
  const load = startLoad(client, context);
  await open({ url: cluster.url }).serve(context, load.serve, info);
  await until(() => load.answered() > 200);
  await cluster.masters[0]?.kill();
  await until(() => load.failed().length > 0);
  const before = load.answered();
  await until(() => load.answered() > before + 200);
  expect(await load.stop()).toBe(load.outcomes.size);
  expect(load.untruths()).toEqual([]);
});
