import { describeRedis, parseAddress } from './address';

test.each([
  ['redis://user:p%40ss@host:6379/2', 'redis://host:6379/2'],
  ['rediss://:secret@[::1]:6380', 'rediss://[::1]:6380'],
  ['unix://u:p@/run/redis.sock?db=1', 'unix:///run/redis.sock'],
  ['redis://host', 'redis://host'],
  ['redis://user:pa/ss@word@host', 'redis://host'],
  ['redis://:se,cret@a:1,b:2?sentinel=main&sentinelPassword=x', 'redis://a:1,b:2'],
])('%s is shown as %s', (url, shown) => {
  expect(describeRedis(url)).toBe(shown);
});

test('a plain Redis', () => {
  expect(parseAddress('redis://user:p%40s:s@host/2')).toMatchObject({
    nodes: [{ host: 'host', port: 6379 }],
    login: { username: 'user', password: 'p@s:s', database: 2 },
    cluster: false,
    sentinel: undefined,
  });
  expect(parseAddress('redis://[::1]:6380').nodes).toEqual([{ host: '::1', port: 6380 }]);
  expect(parseAddress('unix://:p@/run/a%20b.sock?db=1')).toMatchObject({
    nodes: [{ path: '/run/a b.sock' }],
    login: { password: 'p', database: 1 },
  });
});

test('a Cluster is named by some of its nodes', () => {
  expect(parseAddress('redis://:a,b@h1:7000,h2,[::1]:7002?cluster=true')).toMatchObject({
    shown: 'redis://h1:7000,h2,[::1]:7002 (Cluster)',
    nodes: [
      { host: 'h1', port: 7000 },
      { host: 'h2', port: 6379 },
      { host: '::1', port: 7002 },
    ],
    login: { password: 'a,b' },
    cluster: true,
  });
});

test('sentinels have a port and a login of their own, in which a plus sign is one', () => {
  const url = 'rediss://u:p@s1,s2:5000/3?sentinel=main&sentinelPassword=a+b%26c&servername=redis';
  expect(parseAddress(url)).toMatchObject({
    nodes: [
      { host: 's1', port: 26379 },
      { host: 's2', port: 5000 },
    ],
    sentinel: 'main',
    login: { username: 'u', password: 'p', database: 3 },
    sentinelLogin: { password: 'a+b&c' },
    tls: { servername: 'redis' },
  });
});

test.each([
  ['localhost:6379', 'is not the URL of a Redis'],
  ['redis://', 'is not the URL of a Redis'],
  ['redis://host:port', 'is not the URL of a Redis'],
  ['redis://host/one', 'is not the URL of a Redis'],
  ['redis://:%zz@host', 'is not the URL of a Redis'],
  ['redis://a,b', 'has several hosts: add ?cluster=true, or ?sentinel=<name of the master>'],
  ['redis://a,b?clutser=true', 'has no parameter "clutser"; there are cluster, sentinel, '],
  ['redis://a?cluster=true&sentinel=main', 'names a Cluster and sentinels; choose one'],
  ['redis://a/1?cluster=true', 'names a database, and a Cluster has none but 0'],
  ['redis://a?ca=/ca.pem', 'has parameters for TLS, which begins with rediss://'],
])('%s is refused, as it %s', (url, why) => {
  expect(() => parseAddress(url)).toThrow(why);
});
