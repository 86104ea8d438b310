import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiDocument } from './openapi';
import { Problem } from './problem';
import { openShop } from '../../test/shop-api';

let app: NestFastifyApplication;
let document: OpenAPIObject;
beforeAll(async () => {
  app = await openShop();
  document = openApiDocument(app, {
    title: 'Shop',
    description: 'Things.',
    version: '1',
    tags: [{ name: 'Things', description: 'All of them.' }],
  });
});
afterAll(() => app.close());

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
const operation = (path: string, method: 'get' | 'post' = 'get'): Operation => document.paths[path]![method]!;

test('the document is OpenAPI 3.1 and its schemas are JSON Schema 2020-12', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(JSON.stringify(document)).not.toMatch(/"nullable":|"exclusiveMinimum":(true|false)|"\$schema":/);
});

test('every reference leads to a component, and none to a definition of its own', () => {
  const text = JSON.stringify(document);
  expect(text).not.toContain('$defs');
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!);
  expect(references).toContain('#/components/schemas/Problem');
  for (const reference of references) {
    const [, ...steps] = reference.split('/');
    expect(
      steps.reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], document),
    ).toBeDefined();
  }
});

test('a schema with a name is a component, once', () => {
  const names = Object.keys(document.components!.schemas!);
  expect(names).toEqual(expect.arrayContaining(['DeadLetter', 'Problem', 'Thing']));
  expect(new Set(names).size).toBe(names.length);
  expect(document.components!.schemas!.Thing).toEqual({
    type: 'object',
    properties: {
      id: { type: 'string' },
      name: { type: 'string', maxLength: 9 },
      revision: expect.anything(),
    },
    required: ['id', 'name'],
    additionalProperties: false,
  });
});

test('an operation has the answer of its call, and a problem for everything that it can end with', () => {
  const make = operation('/v1/things', 'post');
  expect(make).toMatchObject({ operationId: 'shop_make', summary: 'Make', tags: ['Things'] });
  expect(Object.keys(make.responses).sort()).toEqual([
    '201',
    '400',
    '401',
    '409',
    '413',
    '415',
    '422',
    '429',
    '500',
    '503',
    '504',
  ]);
  expect(make.responses['201']).toMatchObject({
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
    headers: { Location: { schema: { type: 'string' } } },
  });
  expect(operation('/v1/things/close', 'post').responses['200']).not.toHaveProperty('headers.Location');
  expect(make.responses['409']).toHaveProperty('headers.RateLimit-Remaining');
  expect(make.responses['409']).toMatchObject({
    description: expect.stringContaining('There are {left} left (shop.sold-out).'),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  expect(Object.keys(operation('/v1/things/mine').responses).sort()).toEqual([
    '200',
    '304',
    '401',
    '429',
    '500',
    '503',
    '504',
  ]);
});

const examples = (path: string, status: number, method: 'get' | 'post' = 'get') => {
  const { content } = operation(path, method).responses[status] as {
    content: Record<string, { examples: Record<string, { value: Problem }> }>;
  };
  return content['application/problem+json']!.examples;
};

test('every problem has an example of its own: a problem of its status, with nothing left open', () => {
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, { responses }] of Object.entries(methods as Record<string, Operation>))
      for (const status of Object.keys(responses).filter((each) => Number(each) >= 400))
        for (const { value } of Object.values(examples(path, Number(status), method as 'get')))
          expect(Problem.strict().parse(value)).toMatchObject({
            status: Number(status),
            instance: path.replace('{subscriber}/{publisher}/{seq}', 'posts/comments/42'),
            detail: expect.not.stringContaining('{'),
          });
});

test('what an example says is what the operation answers', async () => {
  const answer = async (status: number, request: { url: string; method?: 'POST'; payload?: string }) => {
    const headers = { 'content-type': 'application/json' };
    const { statusCode, body } = await app.inject({ headers, ...request });
    expect(statusCode).toBe(status);
    const { traceId: _, ...problem } = JSON.parse(body) as Problem;
    const method = request.method === 'POST' ? 'post' : 'get';
    const documented = Object.values(examples(request.url, status, method)).map(({ value }) => value);
    expect(documented).toContainEqual({ ...problem, traceId: expect.any(String) });
  };
  await answer(401, { url: '/v1/things/mine' });
  const post = { url: '/v1/things', method: 'POST' as const };
  await answer(409, { ...post, payload: '{"name":"sold out"}' });
  await answer(400, { ...post, payload: '{}' });
  await answer(400, { ...post, payload: '{' });
  await answer(413, { ...post, payload: JSON.stringify('a'.repeat(2_000_000)) });
});

test('a read says that it answers 304 to who has it already, and nothing else does', () => {
  expect(operation('/v1/things').responses).toHaveProperty('304.description');
  expect(operation('/v1/things', 'post').responses).not.toHaveProperty('304');
});

test('an operation that nothing can be wrong with has no 400', () => {
  expect(Object.keys(operation('/v1/things/mine').responses)).not.toContain('400');
});

test('a token that is not good is refused everywhere, and everywhere this is documented', () => {
  for (const methods of Object.values(document.paths))
    for (const { operationId, responses } of Object.values(methods as Record<string, Operation>))
      if (operationId?.startsWith('shop_')) expect(responses).toHaveProperty('401');
});

test('a command that keeps its result says that it takes a key, and a query does not', () => {
  const headers = ({ parameters = [] }: Operation) =>
    parameters.flatMap((each) => ('in' in each && each.in === 'header' ? [each.name] : []));
  expect(headers(operation('/v1/things', 'post'))).toEqual(['Idempotency-Key']);
  expect(headers(operation('/v1/things'))).toEqual([]);
});

test('what only members may call asks for a token, and what everyone may does not', () => {
  expect(operation('/v1/things/mine').security).toEqual([{ bearer: [] }]);
  const { security = [] } = operation('/v1/things');
  expect(security.filter((scheme) => Object.keys(scheme).length > 0)).toEqual([]);
});

test('health is for machines and not part of the API', () => {
  expect(Object.keys(document.paths).filter((path) => path.includes('health'))).toEqual([]);
});
