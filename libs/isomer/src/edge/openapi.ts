import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { Problem } from './problem';
import { type DocumentedOperation, placeProblems } from './problem-responses';

const components = '#/components/schemas/';

export interface DocumentParts {
  title: string;
  description: string;
  version: string;
  /** Every tag that a controller has, and what it is about. */
  tags: { name: string; description: string }[];
}

/** The API as an OpenAPI 3.1 document, made from the controllers and the contracts' schemas. */
export function openApiDocument(
  app: INestApplication,
  { title, description, version, tags }: DocumentParts,
): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setDescription(description)
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'The accessToken that logging in answers.',
    })
    .addServer('/')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: toJsonSchema,
    autoTagControllers: false,
  });
  document.tags = tags;
  for (const { path, method, operation } of operationsOf(document)) {
    operation.security ??= [];
    placeProblems(path, operation);
    if (method === 'get' && operation.responses['200']?.content?.['text/event-stream'] === undefined)
      operation.responses['304'] = unchanged;
    for (const response of Object.values(operation.responses))
      response.headers = { ...response.headers, ...rateLimitHeaders };
  }
  const problem = toJsonSchema(Problem, { schemaType: 'output' })!;
  document.components = {
    ...document.components,
    headers: Object.fromEntries(
      Object.entries(rateLimits).map(([name, description]) => [
        name,
        { description, schema: { type: 'integer' } },
      ]),
    ),
    schemas: { ...document.components?.schemas, ...(problem.components as object) },
  };
  return document;
}

/** How many requests an address has left, as every answer tells unless RATE_LIMIT is 0; documented once. */
const rateLimits = {
  'RateLimit-Limit': 'Requests that this address may make a minute.',
  'RateLimit-Remaining': 'How many of them are left.',
  'RateLimit-Reset': 'In how many seconds they are all there again.',
};
const rateLimitHeaders = Object.fromEntries(
  Object.keys(rateLimits).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
);

/** To whoever has what is read. */
const unchanged = { description: 'It has the `ETag` that `If-None-Match` names: you have it already.' };

type Operation = DocumentedOperation & { security?: object[] };

function operationsOf({ paths }: OpenAPIObject): { path: string; method: string; operation: Operation }[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      path,
      method,
      operation,
    })),
  );
}

/** Zod's own JSON Schema (draft 2020-12, which OpenAPI 3.1 uses), with named schemas as components. */
function toJsonSchema(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const {
    $schema: _,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: schemaType, reused: 'inline' });
  const named = Object.fromEntries(
    Object.entries($defs).map(([id, definition]) => [id, refer(withoutId(definition))]),
  );
  const id = root.id;
  if (typeof id === 'string') {
    return { schema: { $ref: `${components}${id}` }, components: { ...named, [id]: refer(withoutId(root)) } };
  }
  return { schema: refer(root), components: named };
}

function withoutId<T extends object>(definition: T): Omit<T, 'id'> {
  const { id: _, ...rest } = definition as T & { id?: unknown };
  return rest as Omit<T, 'id'>;
}

/** References to `#/$defs/…` as references to components. */
function refer<T>(node: T): T {
  return JSON.parse(JSON.stringify(node).replaceAll('"#/$defs/', `"${components}`)) as T;
}
