import { startRedis, type TestRedis } from '../testing/redis-server';
import { broken, DEAD, emitAll, EVENTS, listen } from './event-harness';
import { call, closeAll, echo, failure, info, inspector, open, until } from './harness';

let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

const text = { stream: EVENTS, id: '1-1', group: 'replicas', attempts: '1', reason: 'r', time: '1' };

test.each([
  ['a foreign entry', { hello: 'world' }, 'its version is not given'],
  ['an entry of another version', { v: '2', name: 'n', headers: '', body: '' }, 'its version is 2'],
  ['an entry without a body', { v: '1', name: 'n', headers: '' }, 'it has no field "body"'],
])('%s is a dead letter at once, as it was, and does not stop the consumer', async (_, fields, reason) => {
  const { transport, seen } = await listen({ url: redis.url });
  const look = await inspector(redis.url);
  const id = String(await look.xAdd(EVENTS, '*', fields as Record<string, string>));
  await emitAll(transport, ['after']);
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(seen).toEqual(['after']);
  expect(await transport.deadLetters('comments')).toEqual([
    {
      ...{ id: expect.any(String), stream: EVENTS, entryId: id, group: 'replicas' },
      ...{ attempts: 0, reason, time: expect.any(Number), fields: Object.entries(fields).flat() },
    },
  ]);
});

test('a replayed event goes to the group that gave it up, and to no other', async () => {
  let healed = false;
  const mailer = await listen(
    { url: redis.url, eventGroup: 'mailer', eventAttempts: 1 },
    () => healed || broken(),
  );
  const stats = await listen({ url: redis.url, eventGroup: 'stats' });
  await emitAll(stats.transport, ['x']);
  const client = open({ url: redis.url });
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(DEAD)) === 1);
  await until(() => stats.seen.length === 1);
  healed = true;
  const [letter] = await client.deadLetters('comments');
  expect(await client.replayDeadLetter('comments', letter?.id ?? '')).toBe(true);
  await until(() => mailer.seen.length === 2);
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(mailer.seen).toEqual(['x', 'x']);
  expect(stats.seen).toEqual(['x']);
  expect(await client.deadLetters('comments')).toEqual([]);
  expect(await client.replayDeadLetter('comments', letter?.id ?? '')).toBe(false);
});

test('a dead letter that was a request is not replayed', async () => {
  const look = await inspector(redis.url);
  const fields = { v: '1', ...text, stream: 'isomer:{comments}:requests', fields: '["a","b"]' };
  const id = String(await look.xAdd(DEAD, '*', fields));
  const client = open({ url: redis.url });
  expect(await failure(client.replayDeadLetter('comments', id))).toMatchObject({
    code: 'InvalidArgument',
    mayHaveRun: false,
  });
  expect(await client.deadLetters('comments')).toHaveLength(1);
});

test('dead letters are read page by page and dropped one by one; what is none is left out', async () => {
  const look = await inspector(redis.url);
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.push(await look.xAdd(DEAD, '*', { v: '1', ...text, fields: '["a","b"]' }));
  await look.xAdd(DEAD, '*', { hello: 'world' });
  await look.xAdd(DEAD, '*', { v: '1', ...text, fields: '[1]' });
  const client = open({ url: redis.url });
  const page = async (count: number, from?: string) =>
    (await client.deadLetters('comments', { count, ...(from && { from }) })).map(({ id }) => id);
  expect(await page(2)).toEqual(ids.slice(0, 2));
  expect(await page(10, ids[1])).toEqual(ids.slice(2));
  expect(await client.dropDeadLetter('comments', ids[0] ?? '')).toBe(true);
  expect(await client.dropDeadLetter('comments', ids[0] ?? '')).toBe(false);
  expect(await page(10)).toEqual(ids.slice(1));
  expect(await client.deadLetters('posts')).toEqual([]);
  for (const refused of [
    client.replayDeadLetter('comments', 'x'),
    client.dropDeadLetter('comments', ''),
    client.deadLetters('comments', { from: '+' }),
  ]) {
    expect(await failure(refused)).toMatchObject({ code: 'InvalidArgument' });
  }
});

test('so many dead letters are kept, and the log says how many of the oldest went', async () => {
  const { transport, lines } = await listen({ url: redis.url, maxDeadLetters: 2, eventAttempts: 1 }, broken);
  await emitAll(transport, ['1', '2', '3']);
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(EVENTS)) === 0);
  const bodies = (await transport.deadLetters('comments')).map(({ fields }) => fields.at(-1));
  expect(bodies).toEqual(['2', '3']);
  expect(lines.filter((line) => line.includes('Dropped'))).toEqual([
    'Dropped the 1 oldest dead letters of comments',
  ]);
});

/** Events of these bodies, each given up, with so much room for dead letters; what is kept, and what was said and counted. */
async function keptOf(bodies: string[], maxDeadLetterBytes: number) {
  const options = { url: redis.url, eventAttempts: 1, maxDeadLetterBytes, concurrency: 1 };
  const { transport, lines } = await listen(options, broken);
  await emitAll(transport, bodies);
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(EVENTS)) === 0);
  const letters = await transport.deadLetters('comments', { count: bodies.length });
  const dropped = lines.map((line) => Number(/^Dropped the (\d+) oldest/.exec(line)?.[1] ?? 0));
  const [measured] = await transport.measure();
  return {
    bodies: letters.map(({ fields }) => fields.at(-1)!),
    bytes: await look.memoryUsage(DEAD, { SAMPLES: 0 }),
    said: dropped.reduce((sum, count) => sum + count, 0),
    counted: measured!.deadLettersDropped,
  };
}

test('dead letters take no more memory than they may, whatever their sizes; the oldest go', async () => {
  const sizes = [10, 200_000, ...Array<number>(300).fill(10), 200_000, 150_000, 10];
  const bodies = sizes.map((size, i) => `${i} `.padEnd(size, '.'));
  const limit = 500_000;
  const kept = await keptOf(bodies, limit);
  expect(kept.bytes).toBeLessThanOrEqual(limit);
  expect(kept.bodies).toEqual(bodies.slice(-kept.bodies.length));
  // No more went than had to: these three fit in.
  expect(kept.bodies.length).toBeGreaterThanOrEqual(3);
  expect(kept.bodies.length).toBeLessThan(bodies.length);
  expect(kept.said).toBe(bodies.length - kept.bodies.length);
  expect(kept.counted).toBe(kept.said);
});

test('a dead letter that is larger than all of them may be is the only one that is kept', async () => {
  const bodies = ['small', 'x'.repeat(100_000)];
  expect(await keptOf(bodies, 10_000)).toMatchObject({ bodies: bodies.slice(1), said: 1, counted: 1 });
});

test('where memory may not be asked for, dead letters are bounded by number, and the log says so', async () => {
  const look = await inspector(redis.url);
  await look.aclSetUser('limited', ['on', '>pw', '~*', '&*', '+@all', '-memory']);
  const url = redis.url.replace('unix://', 'unix://limited:pw@');
  const options = { url, eventAttempts: 1, maxDeadLetters: 1, maxDeadLetterBytes: 1 };
  const { transport, lines } = await listen(options, broken);
  await emitAll(transport, ['1', '2']);
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(await look.xLen(DEAD)).toBe(1);
  expect(
    lines.filter((line) => /dead letters of comments cannot be kept within .*memory/.test(line)),
  ).toHaveLength(2);
  expect(lines).toContain('Dropped the 1 oldest dead letters of comments');
});

test('the largest event that may be emitted is kept whole, and sent again', async () => {
  let healed = false;
  const options = { url: redis.url, eventAttempts: 1 };
  const { transport, seen } = await listen(options, () => healed || broken());
  // Each of its bytes is two as JSON.
  const body = '"'.repeat(1024 * 1024 - 1);
  await emitAll(transport, [body]);
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(DEAD)) === 1);
  const [letter] = await transport.deadLetters('comments');
  expect(letter).not.toHaveProperty('cut');
  healed = true;
  expect(await transport.replayDeadLetter('comments', letter!.id)).toBe(true);
  await until(() => seen.length === 2);
  expect(seen[1] === body).toBe(true);
});

test('of what is larger the beginning is kept, and it is not sent again', async () => {
  const { transport } = await listen({ url: redis.url });
  const look = await inspector(redis.url);
  const junk = 'é'.repeat(5 * 1024 * 1024);
  await look.xAdd(EVENTS, '*', { v: '2', junk, more: 'x' });
  await look.xAdd(EVENTS, '*', { v: junk });
  await until(async () => (await look.xLen(DEAD)) === 2);
  const [letter, other] = await transport.deadLetters('comments');
  expect(letter).toMatchObject({ reason: 'its version is 2', cut: 10 * 1024 * 1024 + 11 });
  expect(letter!.fields.slice(0, 3)).toEqual(['v', '2', 'junk']);
  expect(letter!.fields).toHaveLength(4);
  // Nothing but whole characters.
  expect(letter!.fields[3]!.replaceAll('é', '')).toBe('');
  const kept = 1024 * 1024 + 64 * 1024;
  expect(Buffer.byteLength(letter!.fields.join(''))).toBeGreaterThan(kept - 20);
  expect(Buffer.byteLength(letter!.fields.join(''))).toBeLessThanOrEqual(kept);
  expect(Buffer.byteLength(JSON.stringify(other))).toBeLessThan(2 * kept);
  const error = await failure(transport.replayDeadLetter('comments', letter!.id));
  expect(error).toMatchObject({ code: 'InvalidArgument', mayHaveRun: false });
  expect(error.message).toMatch(/is not whole: its event had 10485771 bytes, of which not all were kept$/);
  expect(await look.xLen(DEAD)).toBe(2);
});

test('of a request less is kept: nobody waits for its answer', async () => {
  const server = open({ url: redis.url });
  await server.serve('comments', echo, info);
  const look = await inspector(redis.url);
  const requests = 'isomer:{comments}:requests';
  await look.xAdd(requests, '*', { v: '2', texts: 'x'.repeat(1024 * 1024) });
  await look.sendCommand(['XADD', requests, '*', ...Array<string>(200_000).fill('')]);
  await until(async () => (await look.xLen(DEAD)) === 2);
  for (const letter of await server.deadLetters('comments')) {
    expect(letter.cut).toBeDefined();
    expect(JSON.stringify(letter.fields).length).toBeLessThanOrEqual(64 * 1024 + 2);
  }
  expect(await call(server, { body: 'after' })).toEqual({ ok: true, body: 'after' });
});

test('an event stays where it is until Redis has taken its dead letter', async () => {
  const look = await inspector(redis.url);
  await look.set(DEAD, 'in the way');
  const { transport, seen, lines } = await listen({ url: redis.url, eventAttempts: 1 }, broken);
  await emitAll(transport, ['x']);
  await until(() => lines.some((line) => line.includes('Cannot give up')));
  expect((await look.xPending(EVENTS, 'replicas')).pending).toBe(1);
  await look.del(DEAD);
  await until(async () => (await look.xLen(DEAD)) === 1);
  expect(await transport.deadLetters('comments')).toMatchObject([{ attempts: 1, reason: 'broken' }]);
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(seen).toHaveLength(1);
});
