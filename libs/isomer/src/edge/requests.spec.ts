import { connect } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectLog } from '../../testing/collect-log';
import { until } from '../../testing/until';
import { Cancelled } from '../contract/framework-errors';
import { openShop, shop } from '../../test/shop-api';

collectLog();
let app: NestFastifyApplication;
beforeAll(async () => {
  app = await openShop();
  await app.listen(0, '127.0.0.1');
});
beforeEach(() => void shop.seen.splice(0));
afterAll(() => app.close());

const make = (headers: Record<string, string> = {}, payload: object = { name: 'a' }) =>
  app.inject({ method: 'POST', url: '/v1/things', payload, headers });

const port = () => (app.getHttpServer().address() as { port: number }).port;

test('an idempotency key and a digest of the request go with its command', async () => {
  await make({ 'idempotency-key': 'key-1' });
  await make({ 'idempotency-key': 'key-1' });
  await make({ 'idempotency-key': 'key-1' }, { name: 'b' });
  const [first, again, other] = shop.seen;
  expect(first).toMatchObject({ idempotencyKey: 'key-1', fingerprint: expect.stringMatching(/^[\w-]{43}$/) });
  expect(again!.fingerprint).toBe(first!.fingerprint);
  expect(other!.fingerprint).not.toBe(first!.fingerprint);
});

test('a request without a key gets a fresh one and no digest', async () => {
  await make();
  await make();
  expect(shop.seen[0]!.fingerprint).toBeUndefined();
  expect(shop.seen[0]!.idempotencyKey).not.toBe(shop.seen[1]!.idempotencyKey);
});

test.each(['', ' ', 'two words', 'a'.repeat(256), 'é', 'a\u0007'])(
  '%j is no idempotency key',
  async (key) => {
    const answer = await make({ 'idempotency-key': key });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      type: 'urn:isomer:problem:invalid-argument',
      detail: expect.stringContaining('Idempotency-Key must be 1 to 255'),
    });
    expect(shop.seen).toEqual([]);
  },
);

test('a key that is as long as it may be is taken', async () => {
  expect((await make({ 'idempotency-key': '~'.repeat(255) })).statusCode).toBe(201);
});

test('a trace goes on where a request brings one', async () => {
  await make({ traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });
  expect(shop.seen[0]!.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
});

test.each([
  'nonsense',
  '00-00000000000000000000000000000000-b7ad6b7169203331-01',
  '00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01',
])('the trace %s is none, and a new one begins', async (traceparent) => {
  await make({ traceparent });
  expect(shop.seen[0]!.traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
  expect(traceparent).not.toContain(shop.seen[0]!.traceId);
});

test.each([
  ['pt-BR,pt;q=0.9', 'pt-BR'],
  ['de', 'de'],
  ['*', 'en'],
  ['', 'en'],
  ['../../etc', 'en'],
])('of the languages %j the first is the locale: %s', async (languages, locale) => {
  await make({ 'accept-language': languages });
  expect(shop.seen[0]!.locale).toBe(locale);
});

test.each([
  ['nothing', undefined, undefined],
  ['nothing that is called JSON', '', 'application/json'],
  ['nothing that is called a form', '', 'application/x-www-form-urlencoded'],
  ['an empty object', '{}', 'application/json'],
])('what takes no body takes %s', async (_, payload, type) => {
  const headers = type ? { 'content-type': type } : {};
  const answer = await app.inject({ method: 'POST', url: '/v1/things/close', payload, headers });
  expect([answer.statusCode, shop.seen.length]).toEqual([200, 1]);
});

test.each(['{"id":"2"}', '[]', 'null', '"x"'])('what takes no body refuses %s', async (payload) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await app.inject({ method: 'POST', url: '/v1/things/close', payload, headers });
  expect(answer.json()).toMatchObject({
    type: 'urn:isomer:problem:invalid-argument',
    violations: [{ pointer: '' }],
  });
  expect(shop.seen).toEqual([]);
});

test('what was created says where it can be read, and what was not does not', async () => {
  expect((await make()).headers.location).toBe('/v1/things/1');
  const refused = await app.inject({ method: 'POST', url: '/v1/things', payload: { name: 'sold out' } });
  expect([refused.statusCode, refused.headers.location]).toEqual([409, undefined]);
  expect((await app.inject({ url: '/v1/things' })).headers.location).toBeUndefined();
});

test('a page names the next one in a header beside the cursor in its body', async () => {
  const answer = await app.inject({ url: '/v1/things?limit=1&x=%22' });
  expect(answer.json()).toMatchObject({ next: 'a b&c' });
  expect(answer.headers.link).toBe('</v1/things?limit=1&x=%22&cursor=a+b%26c>; rel="next"');
  const next = await app.inject({ url: answer.headers.link!.toString().slice(1).split('>')[0]! });
  expect(next.statusCode).toBe(200);
});

test('the last page names none', async () => {
  expect((await app.inject({ url: '/v1/things?cursor=last' })).headers.link).toBeUndefined();
});

test.each([
  ['limit=3', 3],
  ['', 2],
])('a number in the query %j is one', async (search, count) => {
  expect((await app.inject({ url: `/v1/things?${search}` })).json()).toMatchObject({
    items: { length: count },
  });
});

test.each([
  'limit=many',
  'limit=',
  'limit=1e3',
  'limit=0x1',
  'limit=4',
  'limit=1.5',
  'limit=1&limit=2',
  'limit=99999999999999999999',
])('a number in the query %j is refused', async (search) => {
  expect((await app.inject({ url: `/v1/things?${search}` })).statusCode).toBe(400);
});

test('a client who goes away cancels the calls of the request', async () => {
  shop.hanging.length = 0;
  const client = connect(port(), '127.0.0.1');
  client.write('GET /v1/things/hang HTTP/1.1\r\nHost: here\r\n\r\n');
  const signal = await until(() => shop.hanging[0], 'the call of the request');
  expect(signal.aborted).toBe(false);
  client.destroy();
  await until(() => signal.aborted, 'the call being cancelled');
  expect(signal.reason).toBeInstanceOf(Cancelled);
});

test('a request that is answered cancels nothing', async () => {
  const ask = () =>
    fetch(`http://127.0.0.1:${port()}/v1/things`, {
      method: 'POST',
      body: '{"name":"a"}',
      headers: { 'content-type': 'application/json' },
    });
  expect((await ask()).status).toBe(201);
  await (await ask()).text();
  expect(shop.seen[0]!.cancellation.reason).toBeUndefined();
});

test('a process says that it lives, and whether to send it work', async () => {
  expect((await app.inject({ url: '/health/live' })).json()).toEqual({ status: 'up' });
  const ready = await app.inject({ url: '/health/ready' });
  expect([ready.statusCode, ready.json(), ready.headers['cache-control']]).toEqual([
    200,
    { status: 'up', contexts: {} },
    'no-store',
  ]);
});
