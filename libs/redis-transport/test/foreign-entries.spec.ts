import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, info, inspector, open, until } from './harness';

const REQUESTS = 'isomer:{comments}:requests';
let redis: TestRedis;
beforeAll(async () => (redis = await startRedis()));
afterEach(closeAll);
afterAll(() => redis.stop());

async function setUp() {
  const lines: string[] = [];
  const ran: string[] = [];
  const server = open({ url: redis.url, log: (_, message) => void lines.push(message) });
  await server.serve('comments', (incoming) => (ran.push(incoming.name), echo(incoming)), info);
  return { lines, ran, client: open({ url: redis.url }), look: await inspector(redis.url) };
}

test.each([
  ['a foreign entry', { hello: 'world' }],
  ['an entry of another version', { v: '2', from: 'x', repeatable: '1', calls: '[]' }],
  ['an entry that is not JSON', { v: '1', from: 'x', repeatable: '1', calls: '[[1,"na' }],
  ['an entry whose payload is no list', { v: '1', from: 'x', repeatable: '1', calls: '{"a":1}' }],
  ['an entry without a sender', { v: '1', repeatable: '1', calls: '[[1,"a",1000,"",""]]' }],
  [
    'an entry of calls that are none',
    { v: '1', from: 'x', repeatable: '1', calls: '[null,[1],["1","a",1,"",""]]' },
  ],
])('%s is logged, acknowledged and deleted, and does not stop the replica', async (_, fields) => {
  const { lines, ran, client, look } = await setUp();
  const id = String(await look.xAdd(REQUESTS, '*', fields as Record<string, string>));
  expect((await call(client, { body: 'after' })).body).toBe('after');
  expect(ran).toEqual(['echo']);
  expect(lines.filter((line) => line.includes(id))).toHaveLength(1);
  await until(async () => (await look.xLen(REQUESTS)) === 0);
  expect((await look.xPending(REQUESTS, 'replicas')).pending).toBe(0);
});

test('one call that cannot be read does not keep the others of its entry from running', async () => {
  const { ran, look } = await setUp();
  const calls = JSON.stringify([
    [1, 'good', 5_000, '', ''],
    ['bad'],
    [3, 'good too', 5_000, '', '', 'a later addition'],
  ]);
  await look.xAdd(REQUESTS, '*', { v: '1', from: 'stranger', repeatable: '1', calls, more: 'x' });
  const replies = 'isomer:{comments}:replies:stranger';
  const answered = async () => {
    const entries = (await look.xRange(replies, '-', '+')) ?? [];
    return entries.flatMap(({ message }) => JSON.parse(message['replies'] ?? '[]') as unknown[]);
  };
  await until(async () => (await answered()).length === 2);
  expect(await answered()).toEqual([
    [1, 'ok', ''],
    [3, 'ok', ''],
  ]);
  expect(ran).toEqual(['good', 'good too']);
});

test('a foreign entry among the replies does not keep the client from reading on', async () => {
  const { client, look } = await setUp();
  await call(client);
  const replies = `isomer:{comments}:replies:${client.id}`;
  await look.xAdd(replies, '*', { hello: 'world' });
  await look.xAdd(replies, '*', { v: '1', replies: '[[1],[99999,"ok",""],7]' });
  expect((await call(client, { body: 'after' })).body).toBe('after');
});
