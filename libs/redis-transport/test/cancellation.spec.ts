import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, failure, gate, info, inspector, open, serveOneByOne, until } from './harness';

let redis: TestRedis;
beforeAll(async () => (redis = await startRedis()));
afterEach(closeAll);
afterAll(() => redis.stop());

test.each([true, false])('a caller that gives up aborts what runs (repeatable: %p)', async (repeatable) => {
  const begun = gate();
  const aborted: unknown[] = [];
  await open({ url: redis.url }).serve(
    'comments',
    ({ signal }) => {
      begun.open();
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          aborted.push(signal.reason);
          resolve({ ok: true, body: '' });
        });
      });
    },
    info,
  );
  const abort = new AbortController();
  const running = failure(
    call(open({ url: redis.url }), { signal: abort.signal, timeoutMs: 20_000, repeatable }),
  );
  await begun.opened;
  abort.abort();
  expect(await running).toMatchObject({ code: 'Cancelled', mayHaveRun: true });
  await until(() => aborted.length === 1);
  expect(aborted[0]).toMatchObject({ code: 'Cancelled' });
});

test('a caller that gives up keeps what waits from being begun, in a replica and in Redis', async () => {
  const { server, ran, hold } = await serveOneByOne(redis.url);
  const look = await inspector(redis.url);
  const client = open({ url: redis.url });
  const holding = call(client, { body: 'hold', timeoutMs: 20_000 });
  await until(() => ran.length === 1);
  const abort = new AbortController();
  const waiting = Array.from({ length: 40 }, (_, i) =>
    failure(call(client, { body: `${i}`, timeoutMs: 20_000, signal: abort.signal })),
  );
  // In Redis, where a replica that is busy leaves all but one of them.
  await until(async () => (await look.xLen('isomer:{comments}:requests')) === 41);
  abort.abort();
  for (const error of await Promise.all(waiting))
    expect(error).toMatchObject({ code: 'Cancelled', mayHaveRun: true });
  const control = `isomer:{comments}:control:${server.id}`;
  await until(async () => (await look.xLen(control)) > 0);
  // It waits for the next, so that it has read this one.
  await until(async () =>
    (await look.clientList()).some(
      ({ name, flags }) => name === `${server.id}:control:comments` && flags.includes('b'),
    ),
  );
  hold.open();
  await holding;
  await call(client, { body: 'next' });
  expect(ran).toEqual(['hold', 'next']);
});
