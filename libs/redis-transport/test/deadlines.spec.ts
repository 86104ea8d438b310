import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, failure, gate, info, open, serveOneByOne, SOON_MS, until } from './harness';

let redis: TestRedis;
beforeAll(async () => (redis = await startRedis()));
afterEach(async () => {
  jest.restoreAllMocks();
  await closeAll();
});
afterAll(() => redis.stop());

test('a caller is rejected with DeadlineExceeded at its deadline, and a late reply is ignored', async () => {
  const { hold, ran } = await serveOneByOne(redis.url);
  const client = open({ url: redis.url });
  await call(client, { body: 'warm' });
  const began = performance.now();
  const late = call(client, { body: 'hold', timeoutMs: 3_000 });
  late.catch(() => undefined);
  await until(() => ran.includes('hold'));
  const error = await failure(late);
  expect(error).toMatchObject({ code: 'DeadlineExceeded', mayHaveRun: true });
  const took = performance.now() - began;
  expect(took).toBeGreaterThan(2_990);
  expect(took).toBeLessThan(SOON_MS);
  hold.open();
  expect(await call(client, { body: 'next' })).toEqual({ ok: true, body: 'next' });
  expect(ran).toEqual(['warm', 'hold', 'next']);
  await expect(late).rejects.toBe(error);
});

test('a request past its deadline is dropped unexecuted, whatever the time of day says', async () => {
  const { hold, ran } = await serveOneByOne(redis.url);
  const client = open({ url: redis.url });
  const holding = call(client, { body: 'hold' });
  await until(() => ran.length === 1);
  // An hour ahead of Redis: a deadline by wall clock would drop everything or nothing.
  jest.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() + 3_600_000);
  expect(await failure(call(client, { body: 'expired', timeoutMs: 100 }))).toMatchObject({
    code: 'DeadlineExceeded',
    mayHaveRun: true,
  });
  // Time passes, so that the clocks of three processes need not agree to the millisecond.
  await failure(call(client, { body: 'later', timeoutMs: 50 }));
  hold.open();
  await holding;
  await call(client, { body: 'fresh' });
  expect(ran.filter((body) => body !== 'later')).toEqual(['hold', 'fresh']);
});

test('time spent in the queue is taken from what the handler is told', async () => {
  const { hold, ran } = await serveOneByOne(redis.url);
  const told = gate();
  let timeoutMs = 0;
  const client = open({ url: redis.url });
  const holding = call(client, { body: 'hold' });
  await until(() => ran.length === 1);
  const other = open({ url: redis.url });
  const queued = call(client, { body: 'queued', timeoutMs: 20_000 });
  await failure(call(client, { body: 'expired', timeoutMs: 200 }));
  await other.serve(
    'comments',
    (incoming) => {
      timeoutMs = incoming.timeoutMs;
      told.open();
      return echo(incoming);
    },
    info,
  );
  await told.opened;
  expect(timeoutMs).toBeLessThan(19_850);
  expect(timeoutMs).toBeGreaterThan(0);
  hold.open();
  await Promise.all([holding, queued]);
});

test('the signal of a running handler aborts at the deadline', async () => {
  const [begun, aborted] = [gate(), gate()];
  await open({ url: redis.url }).serve(
    'comments',
    ({ signal, body }) => {
      if (body === 'warm') return Promise.resolve({ ok: true, body });
      expect(signal.aborted).toBe(false);
      begun.open();
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          aborted.open();
          // Late: the caller is not to be answered at the very moment of its deadline.
          setTimeout(() => resolve({ ok: true, body: '' }), 100);
        });
      });
    },
    info,
  );
  const client = open({ url: redis.url });
  await call(client, { body: 'warm' });
  expect(await failure(call(client, { timeoutMs: 2_000 }))).toMatchObject({ code: 'DeadlineExceeded' });
  await begun.opened;
  await aborted.opened;
});

test('a call without time left, or without a deadline, is not sent', async () => {
  const client = open({ url: redis.url });
  const expected = { mayHaveRun: false };
  expect(await failure(call(client, { timeoutMs: 0 }))).toMatchObject({
    code: 'DeadlineExceeded',
    ...expected,
  });
  expect(await failure(call(client, { timeoutMs: Infinity }))).toMatchObject({
    code: 'InvalidArgument',
    ...expected,
  });
});
