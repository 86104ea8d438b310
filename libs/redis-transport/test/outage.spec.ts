import { startRedis, type TestRedis } from '../testing/redis-server';
import {
  call,
  closeAll,
  connected,
  echo,
  failure,
  gate,
  info,
  inspector,
  open,
  requestOf,
  SOON_MS,
  until,
} from './harness';
import { startReplicaProcess } from './replica-process';

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
  expect(error.afterMs).toBeLessThan(SOON_MS);
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

test('a replica whose Redis goes away while it starts serves when Redis is back', async () => {
  const look = await inspector(redis.url);
  await look.sendCommand(['CLIENT', 'PAUSE', '20000', 'WRITE']);
  const server = open({ url: redis.url });
  const serving = server.serve('comments', echo, info);
  await until(async () =>
    (await look.clientList()).some(({ name, flags }) => name === server.id && flags.includes('b')),
  );
  await redis.kill();
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
  expect(error.afterMs).toBeLessThan(SOON_MS);
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
  const once = { timeoutMs: 30_000, repeatable: false };
  const running = failure(call(open({ url: redis.url }), once));
  await begun.opened;
  await redis.kill();
  await redis.start();
  const error = await running;
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: true });
  expect(error.afterMs).toBeLessThan(SOON_MS);
  hold.open();
});

/** How often a repeatable call ran that is in flight while Redis is restarted; undefined if that took too long. */
async function runsOverRestart(): Promise<number | undefined> {
  let runs = 0;
  const begun = gate();
  await open({ url: redis.url, drainTimeoutMs: 1 }).serve(
    'comments',
    (incoming) => {
      runs += 1;
      begun.open();
      return runs === 1 ? new Promise(() => undefined) : echo(incoming);
    },
    info,
  );
  const running = call(open({ url: redis.url }), { body: 'again', timeoutMs: 20_000 });
  await begun.opened;
  await redis.kill();
  await redis.start();
  try {
    expect(await running).toEqual({ ok: true, body: 'again' });
    return runs;
  } catch (error) {
    // No call waits for more than a second for a Redis that is away, and a busy machine may need longer to start it.
    if (!/did not return|No replica/.test((error as Error).message)) throw error;
    await closeAll();
    return undefined;
  }
}

test('a repeatable call in flight over a restart of Redis is sent again', async () => {
  // A machine on which each takes too long has shown no more than that; what is not sent again fails at once.
  for (let attempt = 0; attempt < 3; attempt++) {
    const runs = await runsOverRestart();
    if (runs === undefined) continue;
    return expect(runs).toBe(2);
  }
});

test('a repeatable call that waits to be sent again when Redis goes away once more may have run', async () => {
  const replica = await startReplicaProcess(redis.url);
  const client = open({ url: redis.url });
  const running = failure(call(client, { name: 'hang', body: 'x', timeoutMs: 20_000 }));
  await until(() => replica.ran.length === 1);
  await Promise.all([replica.kill(), redis.kill()]);
  await redis.start();
  await connected(client);
  await redis.kill();
  expect(await running).toMatchObject({ code: 'Unavailable', mayHaveRun: true });
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
      // One that is repeatable may run twice, which says nothing.
      await call(client, { body, timeoutMs: 5_000, repeatable: false }).then(
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
  // It counts as there for as long as Redis stalls.
  await open({ url: redis.url, heartbeatMs: 10_000 }).serve('comments', echo, info);
  const client = open({ url: redis.url });
  await call(client, { body: 'before' });
  redis.pause();
  const error = await failure(call(client, { timeoutMs: 200 }));
  expect(error).toMatchObject({ code: 'DeadlineExceeded', mayHaveRun: true });
  redis.resume();
  expect((await call(client, { body: 'after' })).body).toBe('after');
});

test('what may run once only and was queued before a restart of Redis is not begun, and its caller is told', async () => {
  const ran: string[] = [];
  const server = open({ url: redis.url });
  await server.serve('comments', (incoming) => (ran.push(incoming.body), echo(incoming)), info);
  const before = Date.now();
  await redis.kill();
  await redis.start();
  await until(
    async () =>
      (
        await open({ url: redis.url })
          .replicas('comments')
          .catch(() => [])
      ).length === 1,
  );
  // As a Redis would have it that lost the licence, or was told of the entry and not of its delivery.
  const look = await inspector(redis.url);
  const replies = () => look.xRange('isomer:{comments}:replies:somebody', '-', '+');
  // The second is a copy that somebody has added since, which has the old `at` and a new id.
  for (const [i, ms] of [before, before + 9_900].entries()) {
    const old = { id: 7 + i, name: 'echo', timeoutMs: 60_000, headers: '', body: 'old' };
    const fields = requestOf([old], { at: before, repeatable: false });
    await look.sendCommand(['XADD', 'isomer:{comments}:requests', `${ms}-0`, ...fields]);
    await until(async () => (await replies())?.length === i + 1);
    const { replies: heads, texts } = (await replies())![i]!.message;
    expect(heads).toMatch(new RegExp(`^\\[\\[${7 + i},"failure",\\d+\\]\\]$`));
    expect(texts).toMatch(/Redis was restarted or replaced.*mayHaveRun":true/);
  }
  expect((await call(open({ url: redis.url }), { body: 'new', repeatable: false })).body).toBe('new');
  expect(ran).toEqual(['new']);
});
