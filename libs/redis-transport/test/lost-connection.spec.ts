import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, gate, info, inspector, open, until } from './harness';

const REQUESTS = 'isomer:{comments}:requests';
let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

/** Cuts the connections whose name is `name`, and tells when there are new ones. */
async function cut(name: string) {
  const look = await inspector(redis.url);
  const ids = async () =>
    (await look.clientList()).filter((each) => each.name === name).map(({ id }) => String(id));
  const before = await ids();
  expect(before).toHaveLength(1);
  for (const id of before) await look.sendCommand(['CLIENT', 'KILL', 'ID', id]);
  return () => until(async () => (await ids()).some((id) => !before.includes(id)));
}

/** A server whose call waits for the gate. */
async function serveGated() {
  const begun = gate();
  const hold = gate();
  const ran: string[] = [];
  const server = open({ url: redis.url });
  await server.serve(
    'comments',
    async (incoming) => {
      ran.push(incoming.body);
      begun.open();
      if (incoming.body === 'hold') await hold.opened;
      return echo(incoming);
    },
    info,
  );
  return { server, begun, hold, ran };
}

test('a request given out on a connection that broke is picked up by the next one', async () => {
  const { server, ran } = await serveGated();
  const look = await inspector(redis.url);
  const client = open({ url: redis.url });
  await call(client, { body: 'first' });
  const calls = JSON.stringify([[1, 'echo', 10_000, '', 'lost on the way']]);
  // In one transaction nobody is served in between: the entry is the replica's, and it has not seen it.
  await look
    .multi()
    .xAdd(REQUESTS, '*', { v: '1', from: 'stranger', repeatable: '0', calls })
    .xReadGroup('replicas', server.id, { key: REQUESTS, id: '>' })
    .exec();
  await cut(`${server.id}:requests:comments`);
  await until(() => ran.includes('lost on the way'));
  expect((await call(client, { body: 'next' })).body).toBe('next');
  expect(ran.filter((body) => body === 'lost on the way')).toHaveLength(1);
});

test('a request that runs while the connection breaks is not started again', async () => {
  const { server, begun, hold, ran } = await serveGated();
  const client = open({ url: redis.url });
  const running = call(client, { body: 'hold' });
  await begun.opened;
  const back = await cut(`${server.id}:requests:comments`);
  await back();
  await call(client, { body: 'next' });
  hold.open();
  expect((await running).body).toBe('hold');
  expect(ran).toEqual(['hold', 'next']);
});

test('a reply that could not be written is written when the connection is back', async () => {
  const { server, begun, hold } = await serveGated();
  const client = open({ url: redis.url });
  const running = call(client, { body: 'hold' });
  await begun.opened;
  await cut(server.id);
  hold.open();
  expect((await running).body).toBe('hold');
});

test('a caller whose connections break for a moment still gets its answer', async () => {
  const { begun, hold } = await serveGated();
  const client = open({ url: redis.url });
  const running = call(client, { body: 'hold' });
  await begun.opened;
  await (
    await cut(client.id)
  )();
  await cut(`${client.id}:replies:comments`);
  hold.open();
  expect((await running).body).toBe('hold');
  expect((await call(client, { body: 'next' })).body).toBe('next');
});
