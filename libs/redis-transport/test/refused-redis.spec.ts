import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, echo, failure, info, inspector, open, SOON_MS } from './harness';

let redis: TestRedis;
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

test('a Redis that may evict is refused at once, with one line that names the fix', async () => {
  redis = await startRedis({ args: ['--maxmemory-policy', 'allkeys-lru'] });
  const lines: string[] = [];
  const server = open({ url: redis.url, log: (_, message) => void lines.push(message) });
  const error = await failure(server.serve('comments', echo, info));
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: false });
  expect(error.message).toMatch(/allkeys-lru.*set "maxmemory-policy noeviction"/);
  expect(error.afterMs).toBeLessThan(SOON_MS);
  expect(lines.filter((line) => line.includes('noeviction'))).toHaveLength(1);
  expect((await failure(call(open({ url: redis.url })))).message).toContain('noeviction');
});

test('an eviction policy that touches only keys with a time to live is refused too', async () => {
  redis = await startRedis({ args: ['--maxmemory-policy', 'volatile-ttl'] });
  expect((await failure(open({ url: redis.url }).ping())).message).toContain('volatile-ttl');
});

test('a Redis that forbids CONFIG is used, and its policy is still known', async () => {
  redis = await startRedis({ args: ['--rename-command', 'CONFIG', ''] });
  const server = open({ url: redis.url });
  await server.serve('comments', echo, info);
  expect((await call(server, { body: 'x' })).body).toBe('x');
});

test('a Redis that forbids INFO is used with a warning', async () => {
  redis = await startRedis();
  await (await inspector(redis.url)).aclSetUser('limited', ['on', '>pw', '~*', '&*', '+@all', '-info']);
  const lines: string[] = [];
  const url = redis.url.replace('unix://', 'unix://limited:pw@');
  await open({ url, log: (_, message) => void lines.push(message) }).ping();
  expect(lines).toEqual([expect.stringContaining('maxmemory-policy is noeviction')]);
});

test('what is not the URL of a Redis is refused before anything else', () => {
  expect(() => open({ url: 'http://user:secret@host' })).toThrow('"http://host" is not the URL of a Redis');
});
