import fc from 'fast-check';

/** What is used here of JSON Schema, which is all that the document has. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  allOf?: Schema[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  example?: unknown;
}

/** Stands for what is known only when a request is sent: see known-values.ts. */
export const known = (of: string) => fc.nat(99).map((nth) => `«${of}:${nth}»`);

/** What people, their editors and those who look for holes write. */
const texts = [
  ['ada', 'en', 'pt-BR', 'Notes on engines', 'x', ' ', '', 'null', '0', '-1', '1e3', 'true', '[]', '{}'],
  ['2026-01-02T03:04:05Z', '2036-02-29T03:04:05.678Z', '2026-01-02T03:04:05+14:00', '2026-02-30T00:00:00Z'],
  ['+010000-01-01T00:00:00Z', '10000-01-01T00:00:00Z', '-000001-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
  ['9999-12-31T23:59:59.999999999Z', '2026-01-02', '2026-12-31T23:59:60Z', '275760-09-13T00:00:00.001Z'],
  [
    'https://blog.example.com/engines/',
    'http://[::1]:1/',
    'https://a..b/%',
    'javascript:alert(1)',
    'http://',
  ],
  ['https://xn--0.example/', 'http://%00/', 'https://blog.example.com:99999/', 'HTTPS://EXAMPLE.ORG/?b&a#c'],
  [
    'https://example.org/ada.png',
    'https://exämple.org/ü?q=漢',
    'http://user:pass@example.org/',
    'file:///etc/passwd',
  ],
  ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'correct horse battery'],
  [
    "' OR 1=1 --",
    '%',
    '%%',
    '_',
    '\\',
    '{"$gt":""}',
    '$1',
    '${7*7}',
    '../../etc/passwd',
    '<script>alert(1)</script>',
  ],
  [
    'a\u0000b',
    '\ud800',
    'a\udfffb',
    '\u202eabc',
    '\u200b',
    '\ufeff',
    '\ufffe',
    'e\u0301'.repeat(5),
    'Z\u0334'.repeat(20),
  ],
  [
    `a${'\u0300'.repeat(40)}`,
    '👩‍👩‍👧',
    '漢字',
    'İ',
    'ﬀ',
    '\u00a0',
    'a\r\nb',
    '\u2028',
    'ß'.repeat(30),
    '"words',
    '-',
    '&|!:*',
  ],
  [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '# Notes\n\n```\n*x',
    '[a](javascript:b)',
    '«long:200»',
  ],
  [
    '«long:201»',
    '«long:2001»',
    '«long:10001»',
    '«wide:10000»',
    '[['.repeat(50),
    '*'.repeat(500),
    '> '.repeat(200),
  ],
].flat();

/** Of which JSON has more than JavaScript can write. */
const raw = [
  '1e400',
  '-0',
  '12345678901234567890',
  '0.1e-400',
  '9007199254740993',
  '{"__proto__":{"roles":["admin"]}}',
];
const numbers = [0, -1, 1, 2, 0.5, 101, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e21, Number.MAX_VALUE, 5e-324];

const wildText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
);

/** Anything that JSON can say. */
export const wild: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: wildText },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], ...numbers) },
  { weight: 1, arbitrary: fc.constantFrom(...raw.map((text) => `«raw:${text}»`), '«deep:3000»') },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Mostly what a schema allows, and now and then anything. @param of whose values are known for it */
export function valueOf(schema: Schema, of?: string): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 7, arbitrary: allowed(schema, of) }, { weight: 1, arbitrary: wild });
}

function allowed(schema: Schema, of?: string): fc.Arbitrary<unknown> {
  if (of !== undefined) return known(of);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => allowed(each)));
  switch (schema.type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return fc.array(valueOf(schema.items ?? {}), { maxLength: Math.min(schema.maxItems ?? 4, 4) });
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return textOf(schema);
    default:
      return wild;
  }
}

/** Of what is required, little is missing; of what nobody knows, there is some. */
function objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, valueOf(schema, poolOf(name))]),
  );
  const whole = fc.record(fields, { requiredKeys: required });
  return fc.oneof(
    { weight: 12, arbitrary: whole },
    { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [] }) },
    {
      weight: 1,
      arbitrary: fc.tuple(whole, wildText, wild).map(([value, key, more]) => ({ ...value, [key]: more })),
    },
  );
}

function numberOf({ minimum = -10, maximum = 1_000 }: Schema): fc.Arbitrary<unknown> {
  return fc.integer({ min: minimum, max: Math.min(maximum, minimum + 1_000) });
}

function textOf(schema: Schema): fc.Arbitrary<unknown> {
  const fitting = [schema.example, ...texts].filter((text): text is string => isAllowed(schema, text));
  return fitting.length > 0 ? fc.constantFrom(...fitting) : wildText;
}

function isAllowed(
  { pattern, allOf = [], minLength = 0, maxLength = Infinity }: Schema,
  text: unknown,
): boolean {
  if (typeof text !== 'string') return false;
  const patterns = [pattern, ...allOf.map((each) => each.pattern)].filter((each) => each !== undefined);
  return (
    text.length >= minLength &&
    text.length <= maxLength &&
    patterns.every((each) => new RegExp(each, 'u').test(text))
  );
}

/** Whose values a name in the body or the query stands for, if they are not of the schema alone. */
export function poolOf(name: string): string | undefined {
  return pools[name];
}
const pools: Record<string, string> = {
  refreshToken: 'refresh',
  cursor: 'cursor',
  authorId: 'account',
  ids: 'account',
};
