import { describeRedis } from './address';

test.each([
  ['redis://user:p%40ss@host:6379/2', 'redis://host:6379/2'],
  ['rediss://:secret@[::1]:6380', 'rediss://[::1]:6380'],
  ['unix://u:p@/run/redis.sock?db=1', 'unix:///run/redis.sock'],
  ['redis://host', 'redis://host'],
  ['redis://user:pa/ss@word@host', 'redis://host'],
])('%s is shown as %s', (url, shown) => {
  expect(describeRedis(url)).toBe(shown);
});
