import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, failure, gate, info, inspector, open, until } from './harness';

let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

test('without Redis a call fails quickly, and the error names the Redis but not its password', async () => {
  await redis.kill();
  const client = open({ url: redis.url.replace('unix://', 'unix://user:secret@') });
  const error = await failure(call(client, { timeoutMs: 30_000 }));
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: false });
  expect(error.message).toContain(redis.url);
  expect(error.message).not.toContain('secret');
  expect(error.afterMs).toBeLessThan(1_000);
  expect((await failure(client.ping())).code).toBe('Unavailable');
  expect((await failure(client.replicas('comments'))).code).toBe('Unavailable');
});

test('a replica that starts before its Redis serves when Redis is there', async () => {
  await redis.kill();
  const serving = open({ url: redis.url }).serve('comments', echo, info);
  await redis.start();
  await serving;
  expect(await call(open({ url: redis.url }), { body: 'x' })).toEqual({ ok: true, body: 'x' });
});

test('a replica whose Redis does not come up in time says so', async () => {
  await redis.kill();
  const server = open({ url: redis.url, connectTimeoutMs: 200 });
  const error = await failure(server.serve('comments', echo, info));
  expect(error.code).toBe('Unavailable');
  expect(error.message).toContain(redis.url);
});

test('calls in flight when Redis dies are told that they may have run', async () => {
  const begun = gate();
  const hold = gate();
  await open({ url: redis.url }).serve(
    'comments',
    async (incoming) => {
      begun.open();
      await hold.opened;
      return echo(incoming);
    },
    info,
  );
  const running = failure(call(open({ url: redis.url }), { timeoutMs: 30_000 }));
  await begun.opened;
  await redis.kill();
  const error = await running;
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: true });
  expect(error.message).toContain(redis.url);
  expect(error.afterMs).toBeLessThan(3_000);
  hold.open();
});

test('calls in flight over a restart of Redis are told at once, not at their deadline', async () => {
  const begun = gate();
  const hold = gate();
  await open({ url: redis.url }).serve(
    'comments',
    (incoming) => (begun.open(), hold.opened.then(() => echo(incoming))),
    info,
  );
  const running = failure(call(open({ url: redis.url }), { timeoutMs: 30_000 }));
  await begun.opened;
  await redis.kill();
  await redis.start();
  const error = await running;
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: true });
  expect(error.afterMs).toBeLessThan(3_000);
  hold.open();
});

test('after a restart of Redis under load both sides go on by themselves, and no call is left hanging', async () => {
  const runs = new Map<string, number>();
  await open({ url: redis.url }).serve(
    'comments',
    (incoming) => {
      runs.set(incoming.body, (runs.get(incoming.body) ?? 0) + 1);
      return echo(incoming);
    },
    info,
  );
  const client = open({ url: redis.url });
  const outcomes = new Map<string, 'answered' | { mayHaveRun: boolean }>();
  let stop = false;
  let next = 0;
  const callers = Array.from({ length: 16 }, async () => {
    while (!stop) {
      const body = String(next++);
      await call(client, { body, timeoutMs: 5_000 }).then(
        () => outcomes.set(body, 'answered'),
        (error: { mayHaveRun: boolean }) => outcomes.set(body, error),
      );
    }
  });
  const answered = () => [...outcomes.values()].filter((outcome) => outcome === 'answered').length;
  await until(() => answered() > 100);
  await redis.kill();
  await until(() => outcomes.size > answered());
  await redis.start();
  const before = answered();
  await until(() => answered() > before + 100);
  stop = true;
  await Promise.all(callers);

  expect(outcomes.size).toBe(next);
  expect(Math.max(...runs.values())).toBe(1);
  for (const [body, outcome] of outcomes) {
    if (outcome === 'answered' || !outcome.mayHaveRun)
      expect([body, runs.get(body) ?? 0]).toEqual([body, outcome === 'answered' ? 1 : 0]);
  }
});

test('a flushed Redis is set up again, and calls go on', async () => {
  await open({ url: redis.url }).serve('comments', echo, info);
  const client = open({ url: redis.url });
  await call(client);
  await (await inspector(redis.url)).flushAll();
  expect(await call(client, { body: 'after' })).toEqual({ ok: true, body: 'after' });
  await until(async () => (await client.replicas('comments')).length === 1);
});

test('a deleted request stream or group is made again, and calls go on', async () => {
  await open({ url: redis.url }).serve('comments', echo, info);
  const client = open({ url: redis.url });
  const look = await inspector(redis.url);
  await look.xGroupDestroy('isomer:{comments}:requests', 'replicas');
  expect((await call(client, { body: 'a' })).body).toBe('a');
  await look.del('isomer:{comments}:requests');
  expect((await call(client, { body: 'b' })).body).toBe('b');
});

test('a Redis that stalls fails calls at their deadline, and serves again when it wakes up', async () => {
  await open({ url: redis.url }).serve('comments', echo, info);
  const client = open({ url: redis.url });
  await call(client, { body: 'before' });
  redis.pause();
  const error = await failure(call(client, { timeoutMs: 200 }));
  expect(error).toMatchObject({ code: 'DeadlineExceeded', mayHaveRun: true });
  redis.resume();
  expect((await call(client, { body: 'after' })).body).toBe('after');
});
