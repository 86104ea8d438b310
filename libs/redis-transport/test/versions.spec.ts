import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, info, inspector, open, until } from './harness';

/** The promise of PROTOCOL.md, `Versions`, with entries as a later version would write them. */
const key = (what: string) => `isomer:{comments}:${what}`;
let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

async function serve(handler = echo) {
  await open({ url: redis.url }).serve('comments', handler, info);
}

const request = (fields: Record<string, string> = {}) => ({
  v: '1',
  from: 'later',
  at: String(Date.now()),
  repeatable: '1',
  calls: '[[7,"echo",5000,0,5,null,{"a":"later addition"}]]',
  texts: 'hello',
  priority: 'high',
  ...fields,
});

test('a server ignores fields and list elements that it does not know, and serves the call', async () => {
  await serve();
  const look = await inspector(redis.url);
  await look.xAdd(key('requests'), '*', request());
  await until(async () => (await look.xLen(key('replies:later'))) === 1);
  const [reply] = (await look.xRange(key('replies:later'), '-', '+'))!;
  expect(reply!.message).toMatchObject({ replies: '[[7,"ok",5]]', texts: 'hello' });
});

test('a client ignores fields, list elements and kinds of replies that it does not know', async () => {
  const client = open({ url: redis.url });
  const look = await inspector(redis.url);
  // A server of a later version: it is alive, and says more of itself than we know.
  await look.zAdd(key('alive'), { score: Date.now() + 60_000, value: 'r1' });
  await look.hSet(
    key('replicas'),
    'r1',
    JSON.stringify({ ...info, expiryMs: 60_000, concurrency: 4, zone: 'a' }),
  );
  const answer = call(client, { body: 'hello' });
  await until(async () => (await look.xLen(key('requests'))) === 1);
  const [entry] = (await look.xRange(key('requests'), '-', '+'))!;
  const [[id]] = JSON.parse(entry!.message['calls']!) as [[number]];
  const replies = [
    [id, 'progress', 4],
    [id, 'ok', 14, null, 'a later addition'],
  ];
  await look.xAdd(key(`replies:${client.id}`), '*', {
    v: '2',
    by: 'r1',
    replies: `[[${id},"ok",12]]`,
    texts: 'of version 2',
  });
  await look.xAdd(key(`replies:${client.id}`), '*', {
    v: '1',
    by: 'r1',
    replies: JSON.stringify(replies),
    texts: '50 %hello yourself',
    took: '3',
  });
  expect(await answer).toEqual({ ok: true, body: 'hello yourself' });
  expect(await client.replicas('comments')).toMatchObject([{ id: 'r1', version: info.version }]);
});

test('a replica ignores what it does not know among the calls that are cancelled', async () => {
  const ended: string[] = [];
  await serve(async ({ signal, body }) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    ended.push(body);
    return { ok: true, body };
  });
  const look = await inspector(redis.url);
  await look.xAdd(key('requests'), '*', request({ calls: '[[7,"echo",20000,0,5]]' }));
  await until(async () => (await look.xPending(key('requests'), 'replicas')).pending === 1);
  const [replica] = await look.zRange(key('alive'), 0, -1);
  await look.xAdd(key(`control:${replica}`), '*', {
    v: '1',
    from: 'later',
    cancel: '[[7,5000,"because"]]',
    pause: '[[7]]',
  });
  await until(() => ended.length === 1);
});

test('a request of another version becomes a dead letter as it was, and the next one is served', async () => {
  await serve();
  const look = await inspector(redis.url);
  const fields = request({ v: '3' });
  const id = String(await look.xAdd(key('requests'), '*', fields));
  expect((await call(open({ url: redis.url }), { body: 'after' })).body).toBe('after');
  await until(async () => (await look.xLen(key('dead'))) === 1);
  const [letter] = (await look.xRange(key('dead'), '-', '+'))!;
  expect(letter!.message).toMatchObject({ v: '1', stream: key('requests'), id, group: 'replicas' });
  expect(JSON.parse(letter!.message['fields']!)).toEqual(Object.entries(fields).flat());
  expect(await look.exists(key('replies:later'))).toBe(0);
});

/** A replica in name only, and what is written for it: of which version, and with which texts. */
async function writtenFor(...replicas: object[]): Promise<Record<string, string>> {
  const client = open({ url: redis.url });
  const look = await inspector(redis.url);
  for (const [i, replica] of replicas.entries()) {
    await look.zAdd(key('alive'), { score: Date.now() + 60_000, value: `r${i}` });
    await look.hSet(key('replicas'), `r${i}`, JSON.stringify({ ...info, concurrency: 4, ...replica }));
  }
  for (const headers of ['1}', '2}'])
    call(client, { sharedHeaders: '{"a":', headers }).catch(() => undefined);
  await until(async () => (await look.xLen(key('requests'))) === 1);
  const [entry] = (await look.xRange(key('requests'), '-', '+'))!;
  return entry!.message;
}

test.each([
  ['the first version, with whole headers, for one replica that reads no other', [{ reads: 2 }, {}]],
  ['the same for one that says nothing that can be read', [{ reads: 'all' }, { reads: 2 }]],
])('a client writes %s', async (_, replicas) => {
  expect(await writtenFor(...replicas)).toMatchObject({ v: '1', texts: '{"a":1}{"a":2}' });
});

test('a client writes what headers have in common once for replicas that read that', async () => {
  expect(await writtenFor({ reads: 2 }, { reads: 3 })).toMatchObject({ v: '2', texts: '{"a":1}2}' });
});

test('headers arrive whole, however they were sent', async () => {
  await serve(({ sharedHeaders, headers }) =>
    Promise.resolve({ ok: true, body: `${sharedHeaders}|${headers}` }),
  );
  const client = open({ url: redis.url });
  const parts = [{ headers: '{}' }, { sharedHeaders: '{"é":', headers: '1}' }];
  const bodies = async () =>
    (await Promise.all(parts.map((part) => call(client, part)))).map(({ body }) => body);
  expect(await bodies()).toEqual(['|{}', '{"é":|1}']);
  const look = await inspector(redis.url);
  const [replica] = await look.zRange(key('alive'), 0, -1);
  expect(JSON.parse((await look.hGet(key('replicas'), replica!))!)).toMatchObject({ reads: 2 });
});

test('an event with a field that is not known is handled; one of another version becomes a dead letter', async () => {
  const handled: string[] = [];
  const transport = open({ url: redis.url });
  await transport.subscribe('comments', async ({ body }) => void handled.push(body));
  const look = await inspector(redis.url);
  const event = { v: '1', name: 'posted', headers: '', body: 'one', priority: 'high' };
  await look.xAdd(key('events'), '*', event);
  await look.xAdd(key('events'), '*', { ...event, v: '2', body: 'two' });
  await until(async () => handled.length === 1 && (await look.xLen(key('dead'))) === 1);
  expect(handled).toEqual(['one']);
});
