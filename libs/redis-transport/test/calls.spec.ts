import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, failure, gate, info, inspector, open, until } from './harness';

let redis: TestRedis;
beforeAll(async () => (redis = await startRedis()));
afterEach(closeAll);
afterAll(() => redis.stop());

test('a call brings name, body, headers and time left to a replica, and its reply back', async () => {
  const server = open({ url: redis.url });
  let seen: unknown;
  await server.serve(
    'comments',
    ({ name, body, headers, timeoutMs }) => {
      seen = { name, body, headers, inTime: timeoutMs > 0 && timeoutMs <= 20_000 };
      return Promise.resolve({ ok: false, body: 'locked' });
    },
    info,
  );
  const body = '{"text":"“né”\\u0000 🧪"}';
  expect(await call(open({ url: redis.url }), { body, headers: 'h' })).toEqual({ ok: false, body: 'locked' });
  expect(seen).toEqual({ name: 'echo', body, headers: 'h', inTime: true });
});

test('a process can call what it serves itself', async () => {
  const both = open({ url: redis.url });
  await both.serve('comments', echo, info);
  expect(await call(both, { body: 'hello' })).toEqual({ ok: true, body: 'hello' });
});

test('two replicas share the load, and each request runs in exactly one', async () => {
  const runs = { a: [] as string[], b: [] as string[] };
  const bothBusy = gate();
  for (const name of ['a', 'b'] as const) {
    await open({ url: redis.url, concurrency: 8 }).serve(
      'comments',
      async (incoming) => {
        runs[name].push(incoming.body);
        // Nobody finishes before both have begun: a replica that got everything would wait for ever.
        if (runs.a.length > 0 && runs.b.length > 0) bothBusy.open();
        await bothBusy.opened;
        return echo(incoming);
      },
      info,
    );
  }
  const client = open({ url: redis.url });
  const bodies = Array.from({ length: 200 }, (_, i) => `call ${i}`);
  const replies = await Promise.all(bodies.map((body) => call(client, { body })));
  expect(replies.map((reply) => reply.body)).toEqual(bodies);
  expect([...runs.a, ...runs.b].sort()).toEqual([...bodies].sort());
});

test('a replica runs no more calls at once than its concurrency', async () => {
  let running = 0;
  let most = 0;
  const hold = gate();
  await open({ url: redis.url, concurrency: 3 }).serve(
    'comments',
    async (incoming) => {
      most = Math.max(most, ++running);
      await hold.opened;
      running -= 1;
      return echo(incoming);
    },
    info,
  );
  const client = open({ url: redis.url });
  const calls = Promise.all(Array.from({ length: 40 }, () => call(client)));
  await until(() => running === 3);
  hold.open();
  await calls;
  expect(most).toBe(3);
});

test('a replica leaves to others what it cannot begin', async () => {
  const look = await inspector(redis.url);
  for (let entry = 0; entry < 4; entry++) {
    const calls = Array.from({ length: 16 }, (_, i) => [entry * 16 + i, 'echo', 60_000, 0, 0]);
    const at = String(Date.now());
    const fields = { v: '1', from: 'stranger', at, repeatable: '1', calls: JSON.stringify(calls), texts: '' };
    await look.xAdd('isomer:{queued}:requests', '*', fields);
  }
  const hold = gate();
  const runs = { busy: 0, free: 0 };
  await open({ url: redis.url, concurrency: 16 }).serve(
    'queued',
    async (incoming) => {
      runs.busy += 1;
      await hold.opened;
      return echo(incoming);
    },
    info,
  );
  await until(() => runs.busy === 16);
  await open({ url: redis.url }).serve('queued', (incoming) => ((runs.free += 1), echo(incoming)), info);
  await until(() => runs.free === 48);
  hold.open();
});

test('calls of one turn travel in few entries, and no entry holds more than sixteen', async () => {
  const watch = await inspector(redis.url);
  const client = open({ url: redis.url });
  const server = open({ url: redis.url });
  await server.serve('comments', echo, info);
  await call(client);
  await watch.configResetStat();
  await Promise.all(Array.from({ length: 64 }, () => call(client)));
  const stats = await watch.info('commandstats');
  const added = Number(/cmdstat_xadd:calls=(\d+)/.exec(stats)?.[1]);
  expect(added).toBeGreaterThanOrEqual(4 + 4);
  expect(added).toBeLessThanOrEqual(2 * 10);
});

test('one failing handler does not fail the calls that travelled with it', async () => {
  const server = open({ url: redis.url });
  await server.serve(
    'comments',
    (incoming) => (incoming.body === '3' ? Promise.reject(new Error('broken')) : echo(incoming)),
    info,
  );
  const client = open({ url: redis.url });
  const bodies = ['1', '2', '3', '4', '5'];
  const settled = await Promise.allSettled(bodies.map((body) => call(client, { body })));
  expect(settled.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect((settled[2] as PromiseRejectedResult).reason).toMatchObject({
    code: 'Unavailable',
    mayHaveRun: true,
  });
});

test('replicas are listed with what they told, the caller not among them', async () => {
  const server = open({ url: redis.url, name: 'the server' });
  await server.serve('comments', echo, info);
  const replicas = await open({ url: redis.url }).replicas('comments');
  expect(replicas).toEqual([{ id: server.id, ...info, ageMs: expect.any(Number) }]);
});

test('a call that takes values and is to be repeatable is refused', async () => {
  const error = await failure(call(open({ url: redis.url }), { onValue: () => undefined }));
  expect(error).toMatchObject({ code: 'InvalidArgument', mayHaveRun: false });
  expect(error.message).toBe('comments.echo takes values with onValue, so it cannot be repeatable');
});

test('a process with a very long name has an id that servers take', async () => {
  await open({ url: redis.url }).serve('comments', echo, info);
  const client = open({ url: redis.url, name: 'n'.repeat(300) });
  expect(client.id).toMatch(/^n{187}-[0-9a-f]{12}$/);
  expect((await call(client, { body: 'hello' })).body).toBe('hello');
});

test('a body over the limit is refused at the sender as InvalidArgument', async () => {
  const client = open({ url: redis.url });
  await open({ url: redis.url }).serve('comments', echo, info);
  const largest = 'é'.repeat(512 * 1024);
  expect((await call(client, { body: largest })).body).toBe(largest);
  const error = await failure(call(client, { body: `${largest}x` }));
  expect(error).toMatchObject({ code: 'InvalidArgument', mayHaveRun: false });
  expect(error.message).toContain('1048576 bytes');
});

test('a reply over the limit is an error that says so, not a timeout', async () => {
  const server = open({ url: redis.url, maxBodyBytes: 100 });
  await server.serve('comments', () => Promise.resolve({ ok: true, body: 'x'.repeat(101) }), info);
  expect(await failure(call(open({ url: redis.url })))).toMatchObject({
    code: 'ResourceExhausted',
    mayHaveRun: true,
  });
});

test('a call that its caller cancels is rejected as Cancelled', async () => {
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
  const client = open({ url: redis.url });
  const abort = new AbortController();
  const running = failure(call(client, { signal: abort.signal }));
  await begun.opened;
  abort.abort();
  expect(await running).toMatchObject({ code: 'Cancelled', mayHaveRun: true });
  expect(await failure(call(client, { signal: abort.signal }))).toMatchObject({
    code: 'Cancelled',
    mayHaveRun: false,
  });
  hold.open();
});

test('a context is named without braces, and served once in a process', async () => {
  const server = open({ url: redis.url });
  expect(await failure(server.serve('a}b', echo, info))).toMatchObject({ code: 'InvalidArgument' });
  await server.serve('comments', echo, info);
  expect(await failure(server.serve('comments', echo, info))).toMatchObject({ code: 'InvalidArgument' });
});
