import { UndeliverableEvent } from '../src';
import { startRedis, type TestRedis } from '../testing/redis-server';
import { broken, DEAD, emitAll, EVENTS, listen } from './event-harness';
import { closeAll, FAST, gate, inspector, open, SOON_MS, until } from './harness';
import { startReplicaProcess } from './replica-process';

let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

const deadLetters = () => open({ url: redis.url }).deadLetters('comments');

test('a failing handler is called again after growing waits until it succeeds', async () => {
  const at: number[] = [];
  const { transport, seen, lines } = await listen({ url: redis.url, eventBackoffMs: 100 }, () => {
    at.push(performance.now());
    if (at.length < 4) broken();
  });
  await emitAll(transport, ['x']);
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(seen).toHaveLength(4);
  const waits = at.slice(1).map((time, i) => time - (at[i] ?? 0));
  // The later half of 100, 200 and 400 ms.
  [45, 95, 195].forEach((least, i) => expect(waits[i]).toBeGreaterThan(least));
  expect(lines.filter((line) => line.includes('broken'))).toHaveLength(3);
  expect(await deadLetters()).toEqual([]);
});

test('after so many attempts an event is a dead letter with the reason, and goes from the stream', async () => {
  const { transport, seen, lines } = await listen({ url: redis.url, eventAttempts: 3 }, broken);
  await emitAll(transport, ['x']);
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(DEAD)) === 1);
  const [letter] = await deadLetters();
  expect(letter).toMatchObject({ stream: EVENTS, group: 'replicas', attempts: 3, reason: 'broken' });
  expect(letter?.fields).toEqual(['v', '1', 'name', 'posted', 'headers', 'h', 'body', 'x']);
  expect(Math.abs((letter?.time ?? 0) - Number.parseInt(letter?.id ?? '', 10))).toBeLessThan(SOON_MS);
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect((await look.xPending(EVENTS, 'replicas')).pending).toBe(0);
  expect(seen).toHaveLength(3);
  expect(lines.filter((line) => line.includes(`${letter?.entryId}`) && line.includes('dead letter'))).toEqual(
    [expect.stringContaining('broken')],
  );
});

test('events that wait to be tried again hold up no other, whatever the concurrency', async () => {
  const { transport, seen } = await listen(
    { url: redis.url, concurrency: 1, eventBackoffMs: 60_000 },
    ({ body }) => body.startsWith('bad') && broken(),
  );
  await emitAll(transport, ['bad 1', 'bad 2', 'bad 3', 'good 1', 'good 2']);
  await until(() => seen.length === 5);
  expect(seen.slice(3)).toEqual(['good 1', 'good 2']);
});

test('retries leave room for new events while their handlers hang', async () => {
  const hold = gate();
  const tries = new Map<string, number>();
  const { transport, seen } = await listen({ url: redis.url, concurrency: 4 }, async ({ body }) => {
    tries.set(body, (tries.get(body) ?? 0) + 1);
    if (!body.startsWith('bad')) return;
    if ((tries.get(body) ?? 0) > 1) await hold.opened;
    broken();
  });
  const bad = Array.from({ length: 8 }, (_, i) => `bad ${i}`);
  await emitAll(transport, bad);
  await until(() => [...tries.values()].filter((count) => count === 2).length === 2);
  await emitAll(transport, ['good']);
  await until(() => seen.includes('good'));
  expect([...tries.values()].filter((count) => count === 2)).toHaveLength(2);
  hold.open();
});

test('a handler may say that no further attempt helps', async () => {
  const { transport, seen } = await listen({ url: redis.url }, () => {
    throw new UndeliverableEvent('not for me');
  });
  await emitAll(transport, ['x']);
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(DEAD)) === 1);
  expect(seen).toHaveLength(1);
  expect(await deadLetters()).toMatchObject([{ attempts: 1, reason: 'not for me' }]);
});

test('an attempt that was under way when its replica was killed counts, and another replica goes on', async () => {
  const child = await startReplicaProcess(redis.url);
  const client = open({ url: redis.url });
  await client.emit({ context: 'comments', name: 'hang', headers: '', body: 'x' });
  await until(() => child.ran.length === 1);
  await child.kill();
  const { seen } = await listen({ url: redis.url, eventAttempts: 2 }, broken);
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(DEAD)) === 1);
  expect(seen).toEqual(['x']);
  expect(await deadLetters()).toMatchObject([{ attempts: 2, reason: 'broken' }]);
});

test('an event that waited when its replica was killed has lost no attempt', async () => {
  const child = await startReplicaProcess(redis.url, { eventBackoffMs: 60_000 });
  const client = open({ url: redis.url });
  await client.emit({ context: 'comments', name: 'fail', headers: '', body: 'x' });
  await until(() => child.ran.length === 1);
  await child.kill();
  const { seen } = await listen({ url: redis.url, eventAttempts: 2 });
  await until(() => seen.length === 1);
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(await deadLetters()).toEqual([]);
});

test('an event that kills whoever handles it is a dead letter in the end', async () => {
  const client = open({ url: redis.url });
  await client.emit({ context: 'comments', name: 'hang', headers: '', body: 'x' });
  for (let attempt = 1; attempt <= 2; attempt++) {
    const child = await startReplicaProcess(redis.url, { eventBackoffMs: 20 });
    await until(() => child.ran.length === 1);
    await child.kill();
  }
  const { seen } = await listen({ url: redis.url, eventAttempts: 2 });
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(DEAD)) === 1);
  expect(seen).toEqual([]);
  expect(await deadLetters()).toMatchObject([{ attempts: 2, reason: expect.stringContaining('was lost') }]);
});

test('an event that was given out on a connection that broke comes again, and no attempt is counted', async () => {
  const look = await inspector(redis.url);
  const counts: (number | undefined)[] = [];
  const options = { url: redis.url, eventAttempts: 1, heartbeatMs: 5_000 };
  const { transport, seen } = await listen(options, async () => {
    counts.push((await look.xPendingRange(EVENTS, 'replicas', '-', '+', 1))[0]?.deliveriesCounter);
    broken();
  });
  const name = `${transport.id}:events:comments`;
  const reader = async () => (await look.clientList()).find((each) => each.name === name);
  await until(async () => (await reader())?.flags.includes('b') ?? false);
  const event = { v: '1', name: 'posted', headers: '', body: 'lost on the way' };
  await look
    .multi()
    .xAdd(EVENTS, '*', event)
    .xReadGroup('replicas', transport.id, { key: EVENTS, id: '>' })
    .exec();
  await look.sendCommand(['CLIENT', 'KILL', 'ID', String((await reader())?.id)]);
  await until(async () => (await look.xLen(DEAD)) === 1);
  expect(seen).toEqual(['lost on the way']);
  expect(counts).toEqual([1]);
  expect(await deadLetters()).toMatchObject([{ attempts: 1, reason: 'broken' }]);
});

test('an event that runs while the connection breaks runs once', async () => {
  const hold = gate();
  const { transport, seen } = await listen({ url: redis.url }, () => hold.opened);
  await emitAll(transport, ['x']);
  await until(() => seen.length === 1);
  const look = await inspector(redis.url);
  const reader = () =>
    look.clientList().then((all) => all.find(({ name }) => name === `${transport.id}:events:comments`)?.id);
  const before = await reader();
  await look.sendCommand(['CLIENT', 'KILL', 'ID', String(before)]);
  await until(async () => ![undefined, before].includes(await reader()));
  await emitAll(transport, ['next']);
  await until(() => seen.length === 2);
  hold.open();
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(seen).toEqual(['x', 'next']);
});

test('what waits when a replica closes is left to another', async () => {
  const first = await listen({ url: redis.url, eventBackoffMs: 60_000 }, broken);
  await emitAll(first.transport, ['x']);
  await until(() => first.lines.some((line) => line.includes('broken')));
  await first.transport.close();
  const second = await listen({ url: redis.url, ...FAST });
  await until(() => second.seen.length === 1);
  expect(first.seen).toHaveLength(1);
});
