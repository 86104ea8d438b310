import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openShop, shop } from '../../test/shop-api';
import { Problem } from './problem';

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await openShop();
  await app.listen(0, '127.0.0.1');
});
afterAll(() => app.close());

/** All that is answered to what is sent, which need not be HTTP. */
function send(text: string): Promise<string> {
  const { port } = app.getHttpServer().address() as { port: number };
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

const host = 'Host: shop\r\nConnection: close';
const toThings = (method: string, ...headers: string[]) =>
  `${[`${method} /v1/things?q=1 HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n`;

test.each<[string, number, string, string]>([
  ['no HTTP', 400, 'This is no request of HTTP/1.1', 'HELLO\r\n\r\n'],
  ['the start of TLS', 400, 'This is no request of HTTP/1.1', '\u0016\u0003\u0001\u0000\r\n'],
  ['HTTP of another version', 400, 'This is no request of HTTP/1.1', 'GET / HTTP/3.0\r\n\r\n'],
  ['a length that is no number', 400, 'This is no request', toThings('POST', host, 'Content-Length: a')],
  [
    'two lengths of one body',
    400,
    'This is no request',
    toThings('POST', host, 'Content-Length: 3', 'Transfer-Encoding: chunked'),
  ],
  [
    'a chunk without a length',
    400,
    'This is no request',
    `${toThings('POST', host, 'Content-Type: application/json', 'Transfer-Encoding: chunked')}zz\r\n`,
  ],
  ['no Host', 400, 'must have a Host header', toThings('GET', 'Connection: close')],
  ['another expectation', 417, '100-continue', toThings('POST', host, 'Expect: tea', 'Content-Length: 2')],
  ['headers over 16 KiB', 431, 'over 16 KiB', toThings('GET', host, `X: ${'a'.repeat(17_000)}`)],
  ['a method that is none', 501, 'The method is none', toThings('BREW', host)],
  ['what only a proxy does', 501, 'The method is none', 'CONNECT shop:80 HTTP/1.1\r\nHost: shop\r\n\r\n'],
])('%s is answered with a problem', async (_, status, detail, text) => {
  shop.seen.length = 0;
  const [head, ...rest] = (await send(text)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head).toMatch(/content-type: application\/problem\+json; charset=utf-8/i);
  expect(head).toMatch(/connection: close/i);
  const problem = Problem.strict().parse(JSON.parse(/\{.*\}/.exec(rest.join(''))![0]));
  expect(problem).toMatchObject({ status, type: `urn:isomer:problem:http-${status}` });
  expect(problem.detail).toContain(detail);
  expect(problem.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(problem.instance).toBe(text.includes(' /v1/things?q=1 HTTP/1.1') ? '/v1/things' : '');
  expect(shop.seen).toEqual([]);
});

test('a request that Node gives up waiting for is answered with a problem', () => {
  const socket = new PassThrough().on('error', () => undefined);
  const late = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
  app.getHttpServer().emit('clientError', late, socket);
  expect(String(socket.read())).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n[^]*within 30 seconds/);
  expect(socket.destroyed).toBe(true);
});

test('HTTP/1.0 needs no Host', async () => {
  expect(await send('GET /v1/things HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
});
