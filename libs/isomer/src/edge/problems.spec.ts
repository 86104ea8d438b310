import { BadRequestException, ForbiddenException, UnauthorizedException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectLog } from '../../testing/collect-log';
import { maxBodyBytes } from '../call/wire';
import { CallError, meanings } from '../contract/errors';
import {
  InvalidArgument,
  ResourceExhausted,
  Unauthenticated,
  Unavailable,
  frameworkErrors,
} from '../contract/framework-errors';
import { Problem } from './problem';
import { SoldOut, openShop, shop } from '../../test/shop-api';
import { statusOf } from './status';

const log = collectLog();
let app: NestFastifyApplication;
beforeAll(async () => {
  app = await openShop();
});
afterAll(() => app.close());

type Injected = Awaited<ReturnType<NestFastifyApplication['inject']>>;

/** The problem in an answer, which is one of the shape that is documented and nothing else. */
function problemIn(answer: Injected): Problem & { headers: Injected['headers'] } {
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem = Problem.strict().parse(answer.json());
  expect(problem.status).toBe(answer.statusCode);
  expect(answer.body).not.toMatch(/\.ts:|node_modules|    at /);
  return { ...problem, headers: answer.headers };
}
const failWith = async (reason: unknown, path = '/v1/things/fail/now') => {
  shop.fail = () => {
    throw reason;
  };
  return problemIn(await app.inject({ url: path }));
};
const post = (payload: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  app.inject({ method: 'POST', url: '/v1/things', payload, headers });

test('a declared error is a problem of its code, with its details', async () => {
  const answer = await post('{"name":"sold out"}');
  expect(problemIn(answer)).toMatchObject({
    type: 'urn:isomer:problem:shop.sold-out',
    title: 'Conflict',
    status: 409,
    detail: 'There are 0 left.',
    instance: '/v1/things',
    details: { left: 0 },
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

test.each(frameworkErrors.map((type) => [type.code, type] as const))(
  '%s has a status of its meaning',
  async (code, type) => {
    const { status, ...problem } = await failWith(new type('Not now'));
    const own = { 'idempotency-key-reused': 422, outdated: 412, 'failed-precondition': 503 };
    expect(status).toBe(own[code as keyof typeof own] ?? statusOf[type.meaning]);
    expect(problem).toMatchObject({ type: `urn:isomer:problem:${code}`, detail: 'Not now' });
  },
);

test('every meaning has a status, and only what is our fault is 500', () => {
  expect(Object.keys(statusOf).sort()).toEqual(Object.keys(meanings).sort());
  expect(Object.entries(statusOf).filter(([, status]) => status === 500)).toEqual([['Internal', 500]]);
});

test('a problem says when a retry may help', async () => {
  const { headers, details } = await failWith(new Unavailable('Not now', { retryAfterMs: 1_200 }));
  expect([headers['retry-after'], details]).toEqual(['2', { retryAfterMs: 1_200 }]);
  expect(
    (await failWith(new ResourceExhausted('Not now', { retryAfterMs: 50 }))).headers['retry-after'],
  ).toBe('1');
  expect((await failWith(new Unavailable('Not now'))).headers['retry-after']).toBeUndefined();
});

test('a database that is away says when a retry may help, too', async () => {
  const { status, headers } = await failWith(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }));
  expect([status, headers['retry-after']]).toEqual([503, '1']);
});

test('a caller who is not known is told how to say who they are', async () => {
  expect(problemIn(await app.inject({ url: '/v1/things/mine' }))).toMatchObject({
    status: 401,
    headers: { 'www-authenticate': 'Bearer' },
  });
  expect((await failWith(new Unauthenticated('Who?'))).headers['www-authenticate']).toBe('Bearer');
  expect((await failWith(new UnauthorizedException())).headers['www-authenticate']).toBe('Bearer');
});

test('violations say where in the request they are', async () => {
  const violations = [{ pointer: '/a', detail: 'no' }];
  expect(await failWith(new InvalidArgument('Not so', { violations }))).toMatchObject({
    status: 400,
    violations,
  });
  expect(problemIn(await post('{"name":7}')).violations).toEqual([
    { pointer: '/name', detail: 'must be text' },
  ]);
  expect(problemIn(await post('{"name":"a","tags":{"a/b~c":"x"}}')).violations).toEqual([
    { pointer: '/tags/a~1b~0c', detail: expect.any(String) },
  ]);
  expect(problemIn(await app.inject({ url: '/v1/things?limit=1000000' })).violations).toEqual([
    { pointer: '/limit', detail: expect.any(String) },
  ]);
  expect(problemIn(await app.inject({ url: '/v1/things/fail/too-long' })).violations).toEqual([
    { pointer: '/how', detail: expect.any(String) },
  ]);
});

test('a key that is not known is a mistake in a body', async () => {
  expect(problemIn(await post('{"name":"a","colour":"red"}'))).toMatchObject({
    status: 400,
    violations: [{ detail: expect.stringContaining('colour') }],
  });
});

const keyed = { 'content-type': 'application/json', 'idempotency-key': 'deep' };
test.each<[string, string, Record<string, string> | undefined, number]>([
  ['JSON that is cut', '{"name":', undefined, 400],
  ['text that is no JSON', 'name=a', undefined, 400],
  ['nothing', '', undefined, 400],
  ['a list', '[]', undefined, 400],
  ['null', 'null', undefined, 400],
  ['a prototype', '{"__proto__":{"name":"a"}}', undefined, 400],
  ['many levels', `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, keyed, 400],
  ['a form', 'name=a', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['XML', '<a/>', { 'content-type': 'application/xml' }, 415],
  ['2 MB', JSON.stringify({ name: 'a'.repeat(2 * maxBodyBytes) }), undefined, 413],
])('a body of %s is a problem, not a crash', async (_, payload, headers, status) => {
  shop.seen.length = 0;
  expect(problemIn(await post(payload, headers)).status).toBe(status);
  expect(shop.seen).toEqual([]);
});

test('a path that nobody serves is a problem that names it, without what was asked of it', async () => {
  expect(problemIn(await app.inject({ url: '/v1/nothing?secret=1' }))).toMatchObject({
    type: 'urn:isomer:problem:http-404',
    status: 404,
    detail: 'There is nothing at /v1/nothing',
    instance: '/v1/nothing',
  });
  const other = await app.inject({ method: 'DELETE', url: '/v1/things' });
  expect(problemIn(other)).toMatchObject({
    status: 405,
    headers: { allow: expect.stringContaining('POST') },
  });
});

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const json = { 'content-type': 'application/json', traceparent };
test.each<[number, string, Parameters<typeof app.inject>[0] & object]>([
  [404, 'There is nothing at /v1/nothing', { url: '/v1/nothing' }],
  [405, 'PUT is not served here; GET, HEAD, POST are', { method: 'PUT', url: '/v1/things' }],
  [413, 'over 1 MiB', { method: 'POST', url: '/v1/things', payload: '"'.padEnd(2 * maxBodyBytes, 'a') }],
  [414, 'A part of the path is over 500 characters', { url: `/v1/things/fail/${'a'.repeat(501)}` }],
  [
    415,
    'must be application/json',
    { method: 'POST', url: '/v1/things', payload: 'a', headers: { 'content-type': 'text/xml' } },
  ],
  [400, 'The body is not valid JSON', { method: 'POST', url: '/v1/things', payload: '{' }],
  [
    400,
    'more than 100 levels',
    { method: 'POST', url: '/v1/things', payload: `${'['.repeat(102)}${']'.repeat(102)}` },
  ],
  [400, 'may not be named __proto__', { method: 'POST', url: '/v1/things', payload: '{"__proto__":1}' }],
  [400, 'The path is not a valid URL', { url: '/v1/things/fail/%zz' }],
])(
  '%d before anything is served says what is wrong and has the trace of its request',
  async (status, detail, request) => {
    const { headers, ...rest } = request;
    const problem = problemIn(await app.inject({ ...rest, headers: { ...json, ...headers } }));
    expect(problem).toMatchObject({
      status,
      type: `urn:isomer:problem:http-${status}`,
      detail: expect.stringContaining(detail),
      traceId: '0af7651916cd43dd8448eb211c80319c',
    });
    expect(problemIn(await app.inject(rest)).traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
  },
);

test.each(['/v1/things/%ff', '/v1/things/fail/%', '/%c0%af'])(
  'the path %s, which is no UTF-8, is a problem',
  async (url) => {
    expect([400, 404]).toContain(problemIn(await app.inject({ url })).status);
  },
);

test('an exception of HTTP keeps its status and its words', async () => {
  expect(await failWith(new ForbiddenException('Not here'))).toMatchObject({
    type: 'urn:isomer:problem:http-403',
    title: 'Forbidden',
    status: 403,
    detail: 'Not here',
  });
  expect(await failWith(new BadRequestException('Not so'))).toMatchObject({ status: 400, detail: 'Not so' });
});

test.each<[string, unknown]>([
  ['an error', new Error('password is hunter2')],
  ['text', 'password is hunter2'],
  ['nothing', undefined],
  ['null', null],
])(
  '%s that nobody expected is a problem with an id, under which the log has the cause',
  async (_, reason) => {
    const problem = await failWith(reason);
    expect(problem).toMatchObject({
      type: 'urn:isomer:problem:internal',
      status: 500,
      detail: 'Something went wrong on our side',
      details: { id: expect.any(String) },
    });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
    expect(log).toEqual([expect.stringContaining(problem.details!.id as string)]);
    if (reason) expect(log[0]).toContain('password is hunter2');
  },
);

test('an error keeps its class on the way to its problem', () => {
  expect(new SoldOut({ left: 1 })).toBeInstanceOf(CallError);
});
