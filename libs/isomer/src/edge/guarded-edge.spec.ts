import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openShop } from '../../test/shop-api';
import type { EdgeOptions } from './edge-options';

let app: NestFastifyApplication | undefined;
afterEach(() => app?.close());

async function open(options: Partial<EdgeOptions> = {}) {
  app = await openShop(options);
  return (headers: Record<string, string> = {}, more: object = {}) =>
    app!.inject({ url: '/v1/things/best', headers, ...more });
}

const site = { origin: 'https://site.example' };
const preflight = {
  ...site,
  'access-control-request-method': 'PATCH',
  'access-control-request-headers': 'authorization,if-match',
};

test('pages of every origin may call, unless some are named', async () => {
  const read = await open();
  expect((await read(site)).headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': expect.stringContaining('ETag'),
  });
  const asked = await read(preflight, { method: 'OPTIONS' });
  expect(asked.statusCode).toBe(204);
  expect(asked.headers).toMatchObject({
    'access-control-allow-methods': expect.stringContaining('PATCH'),
    'access-control-allow-headers': expect.stringContaining('If-Match'),
    'access-control-max-age': '600',
  });
  expect(asked.headers['access-control-allow-credentials']).toBeUndefined();
});

test('a page of an origin that is not named gets no leave', async () => {
  const read = await open({ corsOrigins: ['https://site.example'] });
  expect((await read(site)).headers['access-control-allow-origin']).toBe('https://site.example');
  for (const origin of ['https://other.example', 'https://site.example.org', 'null'])
    expect((await read({ origin })).headers['access-control-allow-origin']).toBeUndefined();
});

test('what is not served is still told apart', async () => {
  const read = await open();
  expect((await read({}, { url: '/nothing' })).statusCode).toBe(404);
  const other = await read({}, { method: 'DELETE' });
  expect([other.statusCode, other.headers.allow]).toEqual([405, 'GET, HEAD, PATCH']);
});

test.each(['/v1/things/best', '/nothing', '/v1/things/mine'])(
  'browsers are told to do nothing with what %s answers',
  async (url) => {
    const read = await open();
    const { headers } = await read({}, { url });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    expect(headers['strict-transport-security']).toBeUndefined();
  },
);

test('browsers keep to TLS where there is some', async () => {
  const read = await open({ overTls: true });
  expect((await read()).headers['strict-transport-security']).toContain('max-age=63072000');
});

test('an address is answered so many requests a minute, and told how many are left', async () => {
  const read = await open({ requestsPerMinute: 2 });
  const [first, , third] = [await read(), await read({}, { url: '/nothing' }), await read()];
  expect(first.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' });
  expect(Number(first.headers['ratelimit-reset'])).toBeGreaterThan(0);
  expect(third.statusCode).toBe(429);
  expect(third.json()).toMatchObject({ type: 'urn:isomer:problem:resource-exhausted' });
  expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
  expect(third.headers['ratelimit-remaining']).toBe('0');
  expect((await read({}, { remoteAddress: '10.0.0.2' })).statusCode).toBe(200);
  expect((await read({}, { url: '/health/live' })).statusCode).toBe(200);
  // Nobody is believed who stands there as a proxy.
  expect((await read({ 'x-forwarded-for': '10.0.0.3' })).statusCode).toBe(429);
});

test('behind a proxy the address is the one that the proxy tells, and not what its caller does', async () => {
  const read = await open({ requestsPerMinute: 1, proxies: 1 });
  expect((await read({ 'x-forwarded-for': '10.0.0.1' })).statusCode).toBe(200);
  expect((await read({ 'x-forwarded-for': '10.0.0.2' })).statusCode).toBe(200);
  expect((await read({ 'x-forwarded-for': '10.9.9.9, 10.0.0.1' })).statusCode).toBe(429);
});

test('an operation that will go says so with each answer, a problem too', async () => {
  const read = await open();
  for (const query of ['', '?bad=1']) {
    const { headers } = await read({}, { url: `/v1/things/old${query}` });
    expect(headers).toMatchObject({
      deprecation: '@1767225600',
      sunset: 'Fri, 01 Jan 2027 00:00:00 GMT',
      link: '</v1/things/best>; rel="successor-version"',
    });
  }
  expect((await read()).headers.deprecation).toBeUndefined();
});
