import fc from 'fast-check';
import { type Schema, known, poolOf, valueOf, wild } from './any-value';

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}

export interface DocumentedOperation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

export const callers = ['nobody', 'member', 'member', 'member', 'admin', 'admin', 'somebody forged'] as const;

/** A request before what is known only then is put into it. */
export interface AnyRequest {
  operation: string;
  as: (typeof callers)[number];
  path: Record<string, string>;
  query: [name: string, value: string][];
  headers: Record<string, string>;
  body?: string;
}

/** Those whose passwords are hashed take as long as a hundred others. */
const slow = ['POST /v1/accounts', 'POST /v1/sessions', 'PUT /v1/me/password'];

export function anyRequest(operations: Map<string, DocumentedOperation>): fc.Arbitrary<AnyRequest> {
  return fc.oneof(
    ...[...operations].map(([operation, each]) => ({
      weight: slow.includes(operation) ? 1 : 6,
      arbitrary: requestOf(operation, each),
    })),
  );
}

function requestOf(
  operation: string,
  { parameters = [], requestBody }: DocumentedOperation,
): fc.Arbitrary<AnyRequest> {
  const of = (place: string) => parameters.filter((each) => each.in === place);
  const path = of('path').map((each) => [each.name, pathValue(operation, each)] as const);
  const query = of('query').map((each) => queryValue(each));
  const schema = requestBody?.content['application/json'].schema;
  return fc.record({
    operation: fc.constant(operation),
    as: fc.constantFrom(...callers),
    path: fc.record(Object.fromEntries(path)),
    query: fc
      .tuple(fc.tuple(...query), often(9, fc.constant([]), fc.constant([['misspelt', 'x']])))
      .map(([lists, more]) => [...lists.flat(), ...more] as AnyRequest['query']),
    headers: anyHeaders(schema !== undefined),
    body: schema ? often(15, valueOf(schema).map(asJson), noJson) : often(20, fc.constant(undefined), noJson),
  });
}

const often = <A, B>(weight: number, usual: fc.Arbitrary<A>, seldom: fc.Arbitrary<B>) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: seldom });

/** What its last name in the path says, such as `posts` in `/v1/posts/{id}`. */
function pathValue(operation: string, { name, schema }: Parameter): fc.Arbitrary<string> {
  const ofPath = /\/v1\/(\w+)\/\{id\}/.exec(operation)?.[1];
  const pool = name === 'id' ? ofPath : name;
  const usual = schema.enum ? fc.constantFrom(...schema.enum) : known(pool!);
  const encoded = fc.constantFrom(
    '%00',
    '%ED%A0%80',
    '%',
    '%2F',
    '%2e%2e%2fetc',
    '%0d%0aX:y',
    '%F0%9F',
    '«long:3000»',
  );
  return often(8, usual.map(String), fc.oneof(encoded, wild.map(oneSegment)));
}

/** A segment of dots, or none, is another path. */
function oneSegment(value: unknown): string {
  const text = asText(value);
  return /^\.*$/.test(text) ? 'none' : text;
}

function queryValue({ name, required, schema }: Parameter): fc.Arbitrary<[string, string][]> {
  const value = valueOf(schema, poolOf(name)).map((each): [string, string] => [name, asText(each)]);
  const one = value.map((each) => [each]);
  const none = fc.constant<[string, string][]>([]);
  return fc.oneof(
    { weight: required ? 12 : 2, arbitrary: one },
    { weight: required ? 1 : 6, arbitrary: none },
    { weight: 1, arbitrary: fc.array(value, { minLength: 2, maxLength: 2 }) },
  );
}

/** A header brings bytes, and neither NUL nor the end of a line. */
const headerText = wild.map((value) =>
  asText(value)
    .replace(/[^\t\x20-\x7e\xa0-\xff]/g, '?')
    .trim()
    .slice(0, 3_000),
);

function anyHeaders(hasBody: boolean): fc.Arbitrary<Record<string, string>> {
  const type = fc.constantFrom(
    'application/json; charset=utf-8',
    'text/plain',
    'application/json;',
    'multipart/form-data',
    'x',
  );
  const tag = fc.oneof(
    fc.constantFrom('*', '"1-abc"', 'W/"1-"', '"', '"99999999999-"', '"1-a", "2-b"', ''),
    headerText,
  );
  const accept = fc.constantFrom(
    '*/*',
    'application/xml',
    'application/yaml',
    'text/html',
    'image/png',
    'application/json;q=x',
  );
  const some = {
    'if-match': tag,
    'if-none-match': tag,
    'idempotency-key': fc.oneof(fc.constantFrom('one', 'two', '', '«long:300»'), headerText),
    accept: fc.oneof(accept, headerText),
    'last-event-id': fc.oneof(fc.constantFrom('0', '1', '-1', '1e400', '99999999999999999999'), headerText),
    traceparent: fc.oneof(
      fc.constantFrom('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', '00-0-0-0'),
      headerText,
    ),
    'accept-language': headerText,
    'user-agent': headerText,
    origin: headerText,
    'content-encoding': fc.constantFrom('gzip', 'identity', 'x'),
  };
  const seldom = fc.record(some, { requiredKeys: [] });
  const one = fc
    .constantFrom(...Object.keys(some))
    .chain((name) => fc.record({ [name]: some[name as keyof typeof some] }));
  const headers = fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    { weight: 4, arbitrary: one },
    { weight: 1, arbitrary: seldom },
  );
  const typed = hasBody ? often(20, fc.constant('application/json'), type) : fc.constant('application/json');
  return fc.tuple(typed, headers).map(([contentType, more]) => ({ 'content-type': contentType, ...more }));
}

const noJson = fc.constantFrom(
  '',
  '{',
  '{"title":',
  'null',
  '[]',
  '1',
  '"x"',
  'a=b',
  '«deep:100000»',
  '{"a":1,"a":2}',
  '«bytes»',
  '«long:1200000»',
);

function asJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/"(«deep:\d+»)"/g, '$1')
    .replace(/"«raw:([^»]*)»"/g, (_, text: string) => JSON.parse(`"${text}"`) as string);
}

function asText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.replace(/«raw:([^»]*)»/g, '$1');
}
