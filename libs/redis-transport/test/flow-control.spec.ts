import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, failure, gate, info, inspector, open, until } from './harness';

const REQUESTS = 'isomer:{comments}:requests';
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
  const look = await inspector(redis.url);
  const taken: Promise<unknown>[] = [];
  let refused: Awaited<ReturnType<typeof failure>> | undefined;
  while (!refused && taken.length < 50) {
    const attempt = call(client, { timeoutMs: 60_000 });
    attempt.catch((error: typeof refused) => (refused = error));
    await until(async () => refused !== undefined || (await look.xLen(REQUESTS)) > taken.length);
    if (!refused) taken.push(attempt);
  }
  expect(refused).toMatchObject({ code: 'ResourceExhausted', mayHaveRun: false });
  expect(refused!.retryAfterMs).toBeGreaterThan(0);
  // What is written while the queue is being measured counts twice until the next time.
  expect(taken.length).toBeGreaterThan(1);
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
  const calls = 65;
  const shares: [number, number] = [0, 0];
  /** Whoever is far ahead of the other waits for it, if anything is left that the other could take. */
  const keepsPace = (i: number) =>
    until(() => shares[i]! < shares[1 - i]! + 8 || shares[0] + shares[1] === calls);
  await Promise.all(
    shares.map((_, i) =>
      open({ url: redis.url, concurrency: 1 }).serve(
        'comments',
        async (incoming) => {
          shares[i]! += 1;
          await keepsPace(i);
          return echo(incoming);
        },
        info,
      ),
    ),
  );
  const client = open({ url: redis.url });
  await call(client);
  await Promise.all(Array.from({ length: calls - 1 }, () => call(client)));
  for (const share of shares) expect(share).toBeGreaterThan(16);
});

test('memory of Redis stays flat at many times what is served', async () => {
  /** One goes on with each. */
  let turn = gate();
  await open({ url: redis.url, concurrency: 1 }).serve(
    'comments',
    (incoming) => turn.opened.then(() => echo(incoming)),
    info,
  );
  const client = open({ url: redis.url, maxQueuedEntries: 50 });
  turn.open();
  await call(client);
  const codes = new Map<string, number>();
  const count = (code: string) => codes.set(code, (codes.get(code) ?? 0) + 1);
  const look = await inspector(redis.url);
  let longest = 0;
  for (let i = 0; i < 40; i++) {
    for (let n = 0; n < 50; n++)
      call(client, { timeoutMs: 60_000 }).then(
        () => count('ok'),
        (error: { code: string }) => count(error.code),
      );
    turn.open();
    turn = gate();
    await new Promise((resolve) => setTimeout(resolve, 10));
    longest = Math.max(longest, await look.xLen(REQUESTS));
  }
  turn.open();
  await until(() => [...codes.values()].reduce((a, b) => a + b, 0) === 2_000);
  expect(longest).toBeLessThanOrEqual(100);
  expect(codes.get('ResourceExhausted')).toBeGreaterThan(1_500);
});
