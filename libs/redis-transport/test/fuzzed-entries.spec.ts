import fc from 'fast-check';
import { MalformedEntry } from '../src/wire/fields';
import { controlFields, encodeCancels, encodeGrants } from '../src/wire/control';
import { encodeReplies, replyFields } from '../src/wire/reply';
import { decodeRequest } from '../src/wire/request';
import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, info, inspector, open, requestOf, until } from './harness';
import { asText, mutatedEntries, type Bytes } from './mutated-entries';

const REQUESTS = 'isomer:{comments}:requests';
const ENTRIES = 300;
/** Far from the ids of real calls, which nothing here is to answer or to cancel. */
const ID = 1_000_000_007;
const seed = Date.now() % 1_000_000;

let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

async function setUp() {
  const server = open({ url: redis.url });
  await server.serve('comments', echo, info);
  const client = open({ url: redis.url });
  await call(client);
  const look = await inspector(redis.url);
  const add = async (stream: string, entries: readonly Bytes[]) => {
    const ids: string[] = [];
    for (const entry of entries) ids.push(String(await look.sendCommand(['XADD', stream, '*', ...entry])));
    return ids;
  };
  return { server, client, look, add };
}

const sample = (valid: string[]) => fc.sample(mutatedEntries(valid), { numRuns: ENTRIES, seed });

/** Whether a replica may run something of it. */
function isRequest(entry: Bytes, id: string): boolean {
  try {
    const { at, calls } = decodeRequest(asText(entry));
    return calls.length > 0 && Math.abs(Number.parseInt(id, 10) - at) <= 10_000;
  } catch (error) {
    if (error instanceof MalformedEntry) return false;
    throw error;
  }
}

test(`a context that is given broken entries of all kinds serves and calls on (seed ${seed})`, async () => {
  const { server, client, look, add } = await setUp();
  const calls = [
    { id: ID, name: 'echo', timeoutMs: 5_000, headers: '{"a":"é"}', body: '"🧪"' },
    { id: ID + 1, name: 'watch', timeoutMs: 5_000, headers: '', body: '', window: 16 },
  ];
  const requests = [
    ...sample(requestOf(calls, { repeatable: true })),
    ...sample(requestOf(calls, { repeatable: false })),
  ];
  const [heads, texts] = encodeReplies([
    { id: ID, kind: 'ok', body: '"é"' },
    { id: ID + 1, kind: 'next', body: '🧪', index: 0 },
  ]);
  const controls = [
    ...sample([...controlFields('client', 'cancel'), encodeCancels([{ id: ID, leftMs: 2_000 }])]),
    ...sample([...controlFields('client', 'grant'), encodeGrants([{ id: ID + 1, values: 8 }])]),
  ];
  const replies = sample([...replyFields('replica'), 'replies', heads, 'texts', texts]);

  const meanwhile = Array.from({ length: 200 }, (_, i) =>
    call(client, { body: String(i), repeatable: i % 2 === 0 }),
  );
  const [ids] = await Promise.all([
    add(REQUESTS, requests),
    add(`isomer:{comments}:control:${server.id}`, controls),
    add(`isomer:{comments}:replies:${client.id}`, replies),
  ]);
  expect((await Promise.all(meanwhile)).map(({ body }) => body)).toEqual(meanwhile.map((_, i) => String(i)));

  // It answers and hears of it: both have read what came before.
  expect(await call(client, { body: 'after' })).toEqual({ ok: true, body: 'after' });
  await until(async () => (await look.xLen(REQUESTS)) === 0);
  expect((await look.xPending(REQUESTS, 'replicas')).pending).toBe(0);
  const letters = await client.deadLetters('comments', { count: 2 * ENTRIES });
  const refused = requests.map((entry, i) => ({ entryId: ids[i]!, fields: asText(entry), entry }));
  const expected = refused.filter(({ entry, entryId }) => !isRequest(entry, entryId));
  expect(letters.map(({ entryId, fields }) => ({ entryId, fields }))).toEqual(
    expected.map(({ entryId, fields }) => ({ entryId, fields })),
  );
  expect(expected.length).toBeGreaterThan(ENTRIES / 4);
});

test('an entry of very many calls is given up', async () => {
  const { client, look, add } = await setUp();
  const lone = { id: ID, name: 'echo', timeoutMs: 5_000, headers: '', body: '' };
  const many = requestOf(
    Array.from({ length: 150_000 }, (_, i) => ({ ...lone, id: ID + i })),
    { repeatable: false },
  );
  await add(REQUESTS, [many.map((field) => Buffer.from(field))]);
  await until(async () => (await look.xLen(REQUESTS)) === 0);
  expect(await call(client, { body: 'after' })).toEqual({ ok: true, body: 'after' });
  const [letter] = await client.deadLetters('comments');
  expect(letter!.reason).toBe('it has more than 1024 calls');
});
