import { startRedis, type TestRedis } from '../testing/redis-server';
import { bodiesIn, emitAll, EVENTS, listen } from './event-harness';
import { closeAll, failure, gate, inspector, open, until } from './harness';

let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i));
const sorted = (seen: string[]) => [...seen].sort((a, b) => Number(a) - Number(b));

test('each group gets each event once, whichever of its replicas is free', async () => {
  const groups = ['mailer', 'mailer', 'stats', 'stats'];
  const all = await Promise.all(groups.map((eventGroup) => listen({ url: redis.url, eventGroup })));
  const [a, b, c, d] = all.map(({ seen }) => seen);
  await emitAll(open({ url: redis.url }), numbers(200));
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(sorted([...(a ?? []), ...(b ?? [])])).toEqual(numbers(200));
  expect(sorted([...(c ?? []), ...(d ?? [])])).toEqual(numbers(200));
});

test('what one group has not read or not finished is kept, and the rest goes', async () => {
  const hold = gate();
  const slow = await listen(
    { url: redis.url, eventGroup: 'slow' },
    ({ body }) => body === '3' && hold.opened,
  );
  const look = await inspector(redis.url);
  await look.xGroupCreate(EVENTS, 'away', '0');
  const fast = await listen({ url: redis.url, eventGroup: 'fast' });
  await emitAll(fast.transport, numbers(10));
  await until(() => fast.seen.length === 10 && slow.seen.length === 10);
  const rounds = async () =>
    Number(/cmdstat_xtrim:calls=(\d+)/.exec(await look.info('commandstats'))?.[1] ?? 0);
  const enough = (await rounds()) + 8;
  await until(async () => (await rounds()) >= enough);
  expect(sorted(await bodiesIn(look))).toEqual(numbers(10));
  await look.xReadGroup('away', 'somebody', { key: EVENTS, id: '>' }, { COUNT: 5, NOACK: true });
  await until(async () => (await look.xLen(EVENTS)) === 6);
  expect(sorted(await bodiesIn(look))).toEqual(['3', '5', '6', '7', '8', '9']);
  await look.xReadGroup('away', 'somebody', { key: EVENTS, id: '>' }, { COUNT: 5, NOACK: true });
  await until(async () => (await look.xLen(EVENTS)) === 1);
  expect(await bodiesIn(look)).toEqual(['3']);
  hold.open();
  await until(async () => (await look.xLen(EVENTS)) === 0);
});

test('a group that is registered later gets what comes from then on', async () => {
  const first = await listen({ url: redis.url, eventGroup: 'first' });
  for (let round = 0; round < 5; round++) {
    const eventGroup = `late-${round}`;
    // Of the round before some may still be there.
    const bodies = (when: string) => numbers(50).map((number) => `${round} ${when} ${number}`);
    const emitting = emitAll(first.transport, bodies('before'));
    const late = await listen({ url: redis.url, eventGroup });
    const after = bodies('after');
    await emitAll(first.transport, after);
    await emitting;
    await until(() => after.every((body) => late.seen.includes(body)));
    expect(late.seen).toHaveLength(new Set(late.seen).size);
  }
});

test('a group is forgotten when nobody serves it, and holds up nothing any more', async () => {
  const left = await listen({ url: redis.url, eventGroup: 'left' });
  const { transport, seen } = await listen({ url: redis.url, eventGroup: 'stays' });
  expect(await failure(transport.forgetGroup('comments', 'left'))).toMatchObject({
    code: 'InvalidArgument',
    message: `Group left of comments is served by ${left.transport.id}`,
  });
  await left.transport.close();
  await emitAll(transport, ['x']);
  await until(() => seen.length === 1);
  const look = await inspector(redis.url);
  expect(await look.xLen(EVENTS)).toBe(1);
  expect(await transport.forgetGroup('comments', 'left')).toBe(true);
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(await transport.forgetGroup('comments', 'left')).toBe(false);
  expect(await transport.forgetGroup('posts', 'left')).toBe(false);
});

test('groups that keep events for long are named in the log, and how to be rid of them', async () => {
  const look = await inspector(redis.url);
  await look.xGroupCreate(EVENTS, 'away', '0', { MKSTREAM: true });
  await look.xAdd(EVENTS, '1-1', { v: '1', name: 'posted', headers: '', body: 'old' });
  const { lines, transport } = await listen({ url: redis.url, eventGroup: 'here' });
  const named = () => lines.filter((line) => line.includes('away'));
  await until(() => named().length > 0);
  expect(named()[0]).toMatch(/^1 events of comments are kept for away, the oldest for \d+ s.*forgetGroup/);
  await transport.forgetGroup('comments', 'away');
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(named()).toHaveLength(1);
});

test('after FLUSHALL every group gets what comes then', async () => {
  const hold = gate();
  const failing = { url: redis.url, eventBackoffMs: 60_000 };
  const mailer = await listen({ ...failing, eventGroup: 'mailer' }, async ({ body }) => {
    if (body === 'fails') throw new Error('broken');
    if (body === 'runs') await hold.opened;
  });
  const stats = await listen({ url: redis.url, eventGroup: 'stats' });
  await emitAll(mailer.transport, ['fails', 'runs']);
  await until(() => mailer.seen.length === 2 && stats.seen.length === 2);
  const look = await inspector(redis.url);
  await look.flushAll();
  hold.open();
  await emitAll(mailer.transport, numbers(20));
  await until(() => mailer.seen.length === 22 && stats.seen.length === 22);
  await until(async () => (await look.xLen(EVENTS)) === 0);
  expect(await mailer.transport.deadLetters('comments')).toEqual([]);
});

test('after FLUSHALL a group leaves time for the others to come back before anything is trimmed', async () => {
  const { transport, seen } = await listen({ url: redis.url, eventGroup: 'first' });
  const look = await inspector(redis.url);
  await look.flushAll();
  await until(async () => (await look.xInfoGroups(EVENTS).catch(() => [])).length === 1);
  await emitAll(transport, ['x']);
  await until(() => seen.length === 1);
  const beat = () => look.zScore('isomer:{comments}:listening', transport.id);
  const handled = Number(await beat());
  // The heartbeat after this one looked at what is to be trimmed, and the pause is three long.
  await until(async () => Number(await beat()) > handled);
  expect(await bodiesIn(look)).toEqual(['x']);
  await until(async () => (await look.xLen(EVENTS)) === 0);
});

test('the name of a group is checked', () => {
  expect(() => open({ url: redis.url, eventGroup: 'a b' })).toThrow('"a b" cannot be the name of a group');
});
