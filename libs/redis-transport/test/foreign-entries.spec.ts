import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, info, inspector, open, until } from './harness';

const REQUESTS = 'isomer:{comments}:requests';
let redis: TestRedis;
beforeAll(async () => (redis = await startRedis()));
afterEach(closeAll);
afterAll(() => redis.stop());

async function setUp(options = {}) {
  const lines: string[] = [];
  const ran: string[] = [];
  const server = open({ url: redis.url, log: (_, message) => void lines.push(message), ...options });
  await server.serve('comments', (incoming) => (ran.push(incoming.name), echo(incoming)), info);
  return { lines, ran, client: open({ url: redis.url }), look: await inspector(redis.url) };
}

const now = () => ({ v: '1', from: 'x', at: String(Date.now()), repeatable: '1', texts: '' });
const good = () => ({ ...now(), calls: '[[1,"a",1000,0,0]]' });

test.each([
  ['a foreign entry', () => ({ hello: 'world' })],
  ['an entry of another version', () => ({ ...now(), v: '2', calls: '[]' })],
  ['an entry that is not JSON', () => ({ ...now(), calls: '[[1,"na' })],
  ['an entry whose payload is no list', () => ({ ...now(), calls: '{"a":1}' })],
  [
    'an entry without a sender',
    () => ({ v: '1', at: now().at, repeatable: '1', calls: '[[1,"a",1000,0,0]]', texts: '' }),
  ],
  ['an entry with an empty sender', () => ({ ...good(), from: '' })],
  ['an entry whose sender is of more keys than one', () => ({ ...good(), from: 'a:b' })],
  ['an entry whose sender leaves the slot of its context', () => ({ ...good(), from: 'x}:y' })],
  ['an entry whose sender has a letter of another alphabet', () => ({ ...good(), from: 'ü' })],
  ['an entry whose sender ends with a new line', () => ({ ...good(), from: 'x\n' })],
  ['an entry whose sender is too long', () => ({ ...good(), from: 'x'.repeat(201) })],
  ['an entry that was written at no whole number', () => ({ ...good(), at: `${Date.now()}.0` })],
  [
    'an entry that was written at no decimal number',
    () => ({ ...good(), at: `0x${Date.now().toString(16)}` }),
  ],
  ['an entry that is neither repeatable nor not', () => ({ ...good(), repeatable: '2' })],
  ['an entry of calls that are none', () => ({ ...now(), calls: '[null,[1],["1","a",1,0,0]]' })],
  ['an entry without texts', () => ({ ...now(), calls: '[[1,"a",1000,1,0]]' })],
  ['an entry whose texts are too short', () => ({ ...now(), calls: '[[1,"a",1000,2,1]]', texts: '{}' })],
  ['an entry whose texts are too long', () => ({ ...now(), calls: '[[1,"a",1000,2,1]]', texts: '{}é' })],
])('%s is logged, acknowledged and deleted, and does not stop the replica', async (_, fields) => {
  const { lines, ran, client, look } = await setUp();
  const id = String(await look.xAdd(REQUESTS, '*', fields() as Record<string, string>));
  expect((await call(client, { body: 'after' })).body).toBe('after');
  expect(ran).toEqual(['echo']);
  await until(async () => (await look.xLen(REQUESTS)) === 0);
  expect(lines.filter((line) => line.includes(id))).toHaveLength(1);
  expect((await look.xPending(REQUESTS, 'replicas')).pending).toBe(0);
});

test('an entry that is larger than calls can be is given up before anything of it is read', async () => {
  const { client, look, ran } = await setUp({ maxBodyBytes: 1_000 });
  await look.del('isomer:{comments}:dead');
  await look.xAdd(REQUESTS, '*', { ...good(), more: 'é'.repeat(16_000) });
  expect((await call(client, { body: 'after' })).body).toBe('after');
  await until(async () => (await look.xLen(REQUESTS)) === 0);
  const [letter] = await client.deadLetters('comments');
  expect(letter!.reason).toBe('it exceeds 32000 bytes');
  expect(ran).toEqual(['echo']);
});

test('one call that cannot be read does not keep the others of its entry from running', async () => {
  const { ran, look } = await setUp();
  const calls = JSON.stringify([
    [1, 'good', 5_000, 0, 1],
    ['bad'],
    ['2', 'bad', 5_000, 1, 1],
    [3, 'good too', 5_000, 0, 3, 'a later addition'],
  ]);
  await look.xAdd(REQUESTS, '*', {
    v: '1',
    from: 'stranger',
    at: String(Date.now()),
    repeatable: '1',
    calls,
    texts: 'a!?é+',
    more: 'x',
  });
  const replies = 'isomer:{comments}:replies:stranger';
  const answered = async () => {
    const entries = (await look.xRange(replies, '-', '+')) ?? [];
    return entries.flatMap(({ message }) => JSON.parse(message['replies'] ?? '[]') as unknown[]);
  };
  await until(async () => (await answered()).length === 2);
  expect(await answered()).toEqual([
    [1, 'ok', 1],
    [3, 'ok', 3],
  ]);
  expect(ran).toEqual(['good', 'good too']);
});

test('foreign entries among the replies are logged once in a while, and do not keep the client from reading on', async () => {
  const { look } = await setUp();
  const lines: string[] = [];
  const client = open({ url: redis.url, log: (_, line) => void lines.push(line) });
  await call(client);
  const replies = `isomer:{comments}:replies:${client.id}`;
  const began = performance.now();
  for (let i = 0; i < 50; i++)
    await look.xAdd(replies, '*', { v: `9${'9'.repeat(1_000)}`, by: 'r', replies: '[]', texts: '' });
  await until(() => lines.length > 0);
  expect(lines[0]).toMatch(
    /^Skipped entry \d+-\d+ of isomer:\{comments\}:replies:\S+: its version is 9{20} \(1 since the start\)$/,
  );
  await look.xAdd(replies, '*', { hello: 'world' });
  await look.xAdd(replies, '*', { v: '1', replies: '[[1],[99999,"ok",0],7]', texts: '' });
  expect((await call(client, { body: 'after' })).body).toBe('after');
  const seconds = (performance.now() - began) / 1_000;
  expect(lines.length).toBeLessThanOrEqual(2 + seconds);
});

test('an entry that cannot be given up now is given up later, without a new connection', async () => {
  const { client, look } = await setUp();
  const dead = 'isomer:{comments}:dead';
  await look.del(dead);
  await look.set(dead, 'no stream');
  await look.xAdd(REQUESTS, '*', { hello: 'world' });
  await until(async () => (await look.xPending(REQUESTS, 'replicas')).pending === 1);
  expect((await call(client, { body: 'after' })).body).toBe('after');
  await look.del(dead);
  await until(async () => (await look.xLen(dead)) === 1);
  await until(async () => (await look.xPending(REQUESTS, 'replicas')).pending === 0);
});

test('a call that its caller gives up before it is written makes no dead letter', async () => {
  const { client, look, ran } = await setUp();
  await look.del('isomer:{comments}:dead');
  await call(client);
  const abort = new AbortController();
  const given = call(client, { body: 'x', signal: abort.signal }).catch(({ code }: { code: string }) => code);
  abort.abort();
  expect(await given).toBe('Cancelled');
  // Its entry is written in this turn, and holds nothing else.
  await new Promise(setImmediate);
  await call(client, { body: 'after' });
  await until(async () => (await look.xLen(REQUESTS)) === 0);
  expect(await client.deadLetters('comments')).toEqual([]);
  expect(ran).toHaveLength(2);
});

test('what comes of the first time that a call was sent is not taken for the second', async () => {
  const look = await inspector(redis.url);
  const client = open({ url: redis.url });
  await look.zAdd('isomer:{again}:alive', { score: Date.now() + 60_000, value: 'r1' });
  const answer = call(client, { context: 'again' });
  const entries = async () => (await look.xRange('isomer:{again}:requests', '-', '+')) ?? [];
  const idOf = async (entry: number) =>
    (JSON.parse((await entries())[entry]!.message['calls']!) as [[number]])[0][0];
  const reply = (id: number, kind: string, text: string) => {
    const replies = JSON.stringify([[id, kind, text.length]]);
    return look.xAdd(`isomer:{again}:replies:${client.id}`, '*', { v: '1', by: 'r1', replies, texts: text });
  };
  await until(async () => (await entries()).length === 1);
  const first = await idOf(0);
  await reply(first, 'failure', '{"code":"Unavailable","message":"gone","mayHaveRun":true}');
  await until(async () => (await entries()).length === 2);
  expect(await idOf(1)).not.toBe(first);
  await reply(first, 'ok', 'late');
  await reply(await idOf(1), 'ok', 'second');
  expect(await answer).toEqual({ ok: true, body: 'second' });
});
