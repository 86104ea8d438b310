import { startRedis, type TestRedis } from '../testing/redis-server';
import { Fleet, type Member } from './fleet/fleet';
import { lostEvents } from './fleet/lost-events';
import { randomFrom } from './fleet/random';
import { accountOf, untruths } from './fleet/untruths';
import { call, closeAll, echo, failure, gate, info, inspector, open, until } from './harness';

let redis: TestRedis;
beforeAll(async () => (redis = await startRedis()));
afterEach(closeAll);
afterAll(() => redis.stop());

test('close finishes and answers what runs, then withdraws and disconnects', async () => {
  const hold = gate();
  const begun = gate();
  const server = open({ url: redis.url });
  await server.serve('comments', (incoming) => (begun.open(), hold.opened.then(() => echo(incoming))), info);
  const client = open({ url: redis.url });
  const running = call(client, { body: 'x' });
  await begun.opened;
  let closed = false;
  const closing = server.close().then(() => (closed = true));
  const look = await inspector(redis.url);
  const names = async () => (await look.clientList()).map(({ name }) => name);
  await until(async () => !(await names()).includes(`${server.id}:requests:comments`));
  // Still announced: callers would take the call for lost.
  expect(await client.replicas('comments')).toHaveLength(1);
  expect(closed).toBe(false);
  hold.open();
  expect(await running).toEqual({ ok: true, body: 'x' });
  await closing;
  expect(await client.replicas('comments')).toEqual([]);
  expect(await look.xInfoConsumers('isomer:{comments}:requests', 'replicas')).toEqual([]);
  expect((await names()).filter((name) => name.startsWith(server.id))).toEqual([]);
});

test('two replicas that are ended with SIGTERM and started in turn under load lose and double nothing', async () => {
  // A busy machine must not be what a call fails of.
  const fleet = await Fleet.of(redis.url, randomFrom(1), { deadlines: [20_000, 25_000], heartbeatMs: 3_000 });
  try {
    let servers = [await fleet.server(), await fleet.server()];
    const clients = [await fleet.client(), await fleet.client()];
    for (let round = 0; round < 4; round++) {
      const target = accountOf(fleet.folder).outcomes.length + 200;
      await until(() => accountOf(fleet.folder).outcomes.length > target);
      const [oldest, other] = servers as [Member, Member];
      expect(await oldest.end('SIGTERM')).toBe(0);
      servers = [other, await fleet.server()];
    }
    for (const client of clients) expect(await client.end('SIGTERM')).toBe(0);
    const look = await inspector(redis.url);
    await until(async () => (await look.xLen('isomer:{comments}:events')) === 0);
    const observer = open({ url: redis.url, identity: fleet.identity });
    const letters = await observer.deadLetters('comments', { count: 10_000 });
    expect(lostEvents(fleet.folder, letters)).toEqual([]);
    const account = accountOf(fleet.folder);
    expect(untruths(account, new Set())).toEqual([]);
    expect(account.outcomes.filter(({ end }) => end !== 'answered')).toEqual([]);
    expect(account.begun.length).toBeGreaterThan(4 * 200);
    expect(new Set(account.runs.values())).toEqual(new Set([1]));
  } finally {
    await fleet.remove();
  }
}, 300_000);

test('a handler may call others while its process closes', async () => {
  const hold = gate();
  const begun = gate();
  await open({ url: redis.url }).serve('posts', echo, info);
  const server = open({ url: redis.url });
  await server.serve(
    'comments',
    async (incoming) => {
      begun.open();
      await hold.opened;
      return call(server, { context: 'posts', body: incoming.body });
    },
    info,
  );
  const running = call(open({ url: redis.url }), { body: 'nested' });
  await begun.opened;
  const closing = server.close();
  hold.open();
  expect((await running).body).toBe('nested');
  await closing;
});

test('a handler that does not end holds close up for a bounded time, and is aborted', async () => {
  const begun = gate();
  let signal: AbortSignal | undefined;
  const server = open({ url: redis.url, drainTimeoutMs: 50 });
  await server.serve(
    'comments',
    (incoming) => {
      signal = incoming.signal;
      begun.open();
      return new Promise(() => undefined);
    },
    info,
  );
  const told = failure(call(open({ url: redis.url }), { repeatable: false }));
  await begun.opened;
  expect(signal?.aborted).toBe(false);
  await server.close();
  expect(signal?.aborted).toBe(true);
  // At once, and not that somebody gave up.
  expect(await told).toMatchObject({ code: 'Unavailable', mayHaveRun: true });
  expect((await told).message).toBe('The process that runs comments.echo is closing');
});

test('what still waits when a client is closed is Cancelled, and later calls are Unavailable', async () => {
  const begun = gate();
  const hold = gate();
  await open({ url: redis.url }).serve(
    'comments',
    (incoming) => (begun.open(), hold.opened.then(() => echo(incoming))),
    info,
  );
  const client = open({ url: redis.url });
  const waiting = failure(call(client));
  await begun.opened;
  await client.close();
  expect(await waiting).toMatchObject({ code: 'Cancelled', mayHaveRun: true });
  expect(await failure(call(client))).toMatchObject({ code: 'Unavailable', mayHaveRun: false });
  expect((await failure(client.ping())).message).toContain('closed');
  hold.open();
});

test('close can be called twice, before anything else, and without Redis', async () => {
  await open({ url: 'redis://127.0.0.1:1' }).close();
  const server = open({ url: redis.url });
  await server.serve('comments', echo, info);
  await Promise.all([server.close(), server.close()]);
});
