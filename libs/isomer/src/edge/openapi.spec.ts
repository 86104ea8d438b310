import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiDocument } from './openapi';
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
  expect(Object.keys(document.components!.schemas!).sort()).toEqual(['Problem', 'Thing']);
  expect(document.components!.schemas!.Thing).toEqual({
    type: 'object',
    properties: { id: { type: 'string' }, name: { type: 'string', maxLength: 9 } },
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
    '409',
    '413',
    '415',
    '422',
    '500',
    '503',
    '504',
  ]);
  expect(make.responses['201']).toMatchObject({
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
  });
  expect(make.responses['409']).toMatchObject({
    description: 'There are {left} left. (shop.sold-out)',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  expect(Object.keys(operation('/v1/things/mine').responses).sort()).toEqual([
    '200',
    '400',
    '401',
    '500',
    '503',
    '504',
  ]);
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
