import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, failure, gate, info, inspector, open, until } from './harness';

let redis: TestRedis;
beforeAll(async () => (redis = await startRedis()));
afterEach(closeAll);
afterAll(() => redis.stop());

test('a full queue refuses calls at once, says when to try again, and takes them when there is room', async () => {
  const hold = gate();
  let running = 0;
  await open({ url: redis.url, concurrency: 1 }).serve(
    'comments',
    async (incoming) => {
      running += 1;
      await hold.opened;
      return echo(incoming);
    },
    info,
  );
  const client = open({ url: redis.url, maxQueuedEntries: 5 });
  const taken: Promise<unknown>[] = [];
  let refused;
  for (let i = 0; i < 50 && !refused; i++) {
    const attempt = call(client, { body: `${i}`, timeoutMs: 20_000 });
    const outcome = await Promise.race([
      failure(attempt),
      new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 20)),
    ]);
    if (outcome) refused = outcome;
    else taken.push(attempt);
  }
  expect(refused).toMatchObject({ code: 'ResourceExhausted', mayHaveRun: false });
  expect(refused!.retryAfterMs).toBeGreaterThan(0);
  expect(refused!.afterMs).toBeLessThan(100);
  expect(taken.length).toBeGreaterThanOrEqual(5);
  expect(taken.length).toBeLessThan(10);
  await until(() => running > 0);
  expect(running).toBe(1);
  hold.open();
  await Promise.all(taken);
  await until(() =>
    call(client, { body: 'next' }).then(
      () => true,
      () => false,
    ),
  );
});

test('a client has no more calls under way than it is allowed', async () => {
  const client = open({ url: redis.url, maxPending: 3 });
  const waiting = Array.from({ length: 3 }, () => failure(call(client, { context: 'nobody' })));
  expect(await failure(call(client, { context: 'nobody' }))).toMatchObject({
    code: 'ResourceExhausted',
    mayHaveRun: false,
  });
  for (const error of await Promise.all(waiting)) expect(error.code).toBe('Unavailable');
});

test('the calls of a turn are shared among replicas that run one at a time', async () => {
  const shares = [0, 0];
  await Promise.all(
    shares.map((_, i) =>
      open({ url: redis.url, concurrency: 1 }).serve(
        'comments',
        async (incoming) => {
          shares[i]! += 1;
          await new Promise((resolve) => setTimeout(resolve, 2));
          return echo(incoming);
        },
        info,
      ),
    ),
  );
  const client = open({ url: redis.url });
  await call(client);
  await Promise.all(Array.from({ length: 64 }, (_, i) => call(client, { body: `${i}` })));
  for (const share of shares) expect(share).toBeGreaterThan(16);
});

test('memory of Redis stays flat at many times what is served', async () => {
  await open({ url: redis.url, concurrency: 1 }).serve(
    'comments',
    (incoming) => new Promise((resolve) => setTimeout(() => resolve({ ok: true, body: incoming.body }), 5)),
    info,
  );
  const client = open({ url: redis.url, maxQueuedEntries: 50 });
  await call(client);
  const codes = new Map<string, number>();
  const count = (code: string) => codes.set(code, (codes.get(code) ?? 0) + 1);
  const look = await inspector(redis.url);
  let longest = 0;
  for (let i = 0; i < 40; i++) {
    for (let n = 0; n < 50; n++)
      call(client, { timeoutMs: 2_000 }).then(
        () => count('ok'),
        (error: { code: string }) => count(error.code),
      );
    await new Promise((resolve) => setTimeout(resolve, 10));
    longest = Math.max(longest, await look.xLen('isomer:{comments}:requests'));
  }
  await until(() => [...codes.values()].reduce((a, b) => a + b, 0) === 2_000);
  expect(longest).toBeLessThanOrEqual(100);
  expect(codes.get('ResourceExhausted')).toBeGreaterThan(1_000);
});
