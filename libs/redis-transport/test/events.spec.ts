import { startRedis, type TestRedis } from '../testing/redis-server';
import { closeAll, echo, failure, FAST, info, inspector, open, until } from './harness';
import { startReplicaProcess } from './replica-process';

const EVENTS = 'isomer:{comments}:events';
let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

const posted = { context: 'comments', name: 'posted', headers: 'h' };

test('an event is handled by one replica, also if none served when it was emitted', async () => {
  const client = open({ url: redis.url });
  await client.emit({ ...posted, body: 'early' });
  const seen: string[] = [];
  const subscribe = () =>
    open({ url: redis.url }).serve('comments', echo, info, ({ name, headers, body }) => {
      seen.push([name, headers, body].join());
      return Promise.resolve();
    });
  await Promise.all([subscribe(), subscribe()]);
  await client.emit({ ...posted, body: 'late' });
  await until(() => seen.length === 2);
  expect(seen.sort()).toEqual(['posted,h,early', 'posted,h,late']);
  const look = await inspector(redis.url);
  await until(async () => (await look.xLen(EVENTS)) === 0);
});

test('a failing event handler is logged, and the next event is handled', async () => {
  const lines: string[] = [];
  const seen: string[] = [];
  await open({ url: redis.url, log: (_, line) => void lines.push(line) }).serve(
    'comments',
    echo,
    info,
    ({ body }) => {
      seen.push(body);
      return body === 'bad' ? Promise.reject(new Error('broken')) : Promise.resolve();
    },
  );
  const client = open({ url: redis.url });
  for (const body of ['bad', 'good']) await client.emit({ ...posted, body });
  await until(() => seen.length === 2);
  expect(lines).toEqual([expect.stringContaining('broken')]);
});

test('beyond the bound of waiting events, emit is refused as ResourceExhausted', async () => {
  const client = open({ url: redis.url, maxEvents: 2 });
  await client.emit({ ...posted, body: '1' });
  await client.emit({ ...posted, body: '2' });
  expect(await failure(client.emit({ ...posted, body: '3' }))).toMatchObject({
    code: 'ResourceExhausted',
    mayHaveRun: false,
  });
});

test('an event whose replica was killed is handled by another', async () => {
  const child = await startReplicaProcess(redis.url);
  const client = open({ url: redis.url });
  await client.emit({ ...posted, name: 'hang', body: 'x' });
  await until(() => child.ran.length === 1);
  await child.kill();
  const seen: string[] = [];
  await open({ url: redis.url, ...FAST }).serve(
    'comments',
    echo,
    info,
    ({ body }) => (seen.push(body), Promise.resolve()),
  );
  await until(() => seen.length === 1);
});
