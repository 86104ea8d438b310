import fc from 'fast-check';
import { z } from 'zod';
import { copierOf, undecided } from './copier';

const anyText = z.string();
const texts: z.ZodType[] = [
  anyText,
  z.string().min(1).max(3),
  z.string().min(3),
  z.string().length(2),
  z.string().regex(/^[a-c]*$/),
  z.string().regex(/a/g),
  z.string().regex(/^[a-c]{2}-[0-9]{1}$/),
  z.string().regex(/^(-[a-c]{1}){2}[0-9]{1}$/),
  z.string().regex(/^[[a-c]{2}]$/),
  z.string().regex(/^\[a]{2}$/),
  z.string().regex(/^[A-C]{2}$/i),
  z.string().startsWith('a'),
  z.iso.datetime(),
  z.iso.date(),
  z.uuid(),
  z.email(),
  z.url(),
];
const leaves: z.ZodType[] = [
  ...texts,
  z.number(),
  z.number().min(-1).max(2),
  z.number().gt(0).lt(2),
  z.number().multipleOf(2),
  z.int(),
  z.int().min(0),
  z.int32(),
  z.boolean(),
  z.null(),
  z.enum(['a', 'b']),
  z.literal([1, 'a', true, null]),
];

const field = (schema: fc.Arbitrary<z.ZodType>) =>
  fc.oneof(
    { weight: 3, arbitrary: schema },
    schema.map((of) => of.optional()),
    schema.map((of) => of.nullable().optional()),
    schema.map((of) => of.optional().nullable()),
    schema.map((of) => of.default('a' as never)),
    schema.map((of) => of.default('a' as never).optional()),
    schema.map((of) => of.optional().nonoptional()),
  );

const { schema: schemas } = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...leaves),
    fc
      .dictionary(fc.constantFrom('a', 'b', 'c d', '"', '__proto__', 'constructor'), field(tie('schema')))
      .map((shape) => z.object(shape)),
    tie('schema').map((of) => z.array(of)),
    tie('schema').map((of) => z.array(of).min(1).max(2)),
    tie('schema').map((of) => of.nullable()),
    tie('schema').map((of) => of.readonly()),
    tie('schema').map((of) => z.record(z.enum(['a', 'b']), of)),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => z.tuple([a, b])),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => z.union([a, b])),
  ),
}));

const strange = fc.constantFrom<unknown>(
  undefined,
  NaN,
  Infinity,
  -0,
  1.5,
  2 ** 53,
  10n,
  Symbol('a'),
  () => 1,
  new Date(0),
  new Map(),
  '👩‍👩‍👧',
  '👩',
  'é',
  'ab-1',
  '-a-b1',
  '-a-b',
  'ab-',
  '[b]',
  '[a]]',
  'ABC',
  '\ud800',
  [],
  [undefined],
  new Array(2),
  Object.create({ a: 'a', b: 1 }),
  '2026-01-02T03:04:05Z',
  '2026-02-30',
  '2026-02-28',
  '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
  'ada@example.org',
  'https://example.org',
);
const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    strange,
    fc.constantFrom<unknown>('a', 'b', 'ab', 'abc', 'abcd', '', 0, 1, 2, -1, true, false, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c d', '"', '__proto__', 'constructor', 'unknown'), tie('value')),
  ),
}));

/** Some value that the schema takes, so that not all of them are wrong. */
function right(schema: z.ZodType): fc.Arbitrary<unknown> {
  const def = schema._zod.def as unknown as {
    type: string;
    shape: Record<string, z.ZodType>;
    element: z.ZodType;
    innerType: z.ZodType;
  };
  switch (def.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(def.shape).map(([key, each]) => [key, right(each)])),
        {
          requiredKeys: Object.keys(def.shape).filter((key) => def.shape[key]!._zod.optin === undefined),
        },
      );
    case 'array':
      return fc.array(right(def.element), { minLength: 1, maxLength: 2 });
    case 'optional':
    case 'default':
    case 'nullable':
    case 'readonly':
    case 'nonoptional':
      return fc.oneof(right(def.innerType), fc.constantFrom(null, undefined));
    default:
      return fc.oneof(strange, fc.constantFrom<unknown>('a', 'ab', 'abc', 1, 0, 2, true, null));
  }
}

test('whatever a copier takes, its schema takes too, with the same result', () => {
  let taken = 0;
  fc.assert(
    fc.property(
      schemas.chain((schema) => fc.tuple(fc.constant(schema), fc.oneof(right(schema), values))),
      ([schema, value]) => {
        const copy = copierOf(schema)(value);
        if (copy === undecided) return;
        taken++;
        const parsed = schema.safeParse(value);
        expect(parsed).toMatchObject({ success: true });
        // As JSON, which has no place for a key that is there with undefined.
        expect(JSON.stringify(copy)).toBe(JSON.stringify(parsed.data));
        if (typeof copy === 'object' && copy !== null) expect(copy).not.toBe(value);
      },
    ),
    { numRuns: 5_000 },
  );
  expect(taken).toBeGreaterThan(200);
});

test('a copier takes what calls are made of, so that it is not the schema that does the work', () => {
  interface Tree {
    name: string;
    children: Tree[];
  }
  const Tree: z.ZodType<Tree> = z.object({
    name: z.string().min(1).max(10),
    get children() {
      return z.array(Tree);
    },
  });
  const Page = z.object({
    items: z.array(
      z.object({ id: z.uuid(), likes: z.int().min(0), at: z.iso.datetime(), of: z.string().optional() }),
    ),
    tree: Tree.nullable(),
    kind: z.enum(['a', 'b']),
    limit: z.number().default(20),
    next: z.string().optional(),
  });
  const item = { id: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e', likes: 3, at: '2026-01-02T03:04:05Z' };
  const page = {
    items: [item, { ...item, of: 'a', other: 1 }],
    tree: { name: 'a', children: [{ name: 'b', children: [] }] },
    kind: 'a',
    next: 'b',
    other: 1,
  };
  const copy = copierOf(Page)(page);
  expect(copy).toEqual({ ...Page.parse(page) });
  expect(copy).not.toHaveProperty('other');
  expect((copy as typeof page).items[0]).not.toBe(item);
});

test.each([
  ['a text over its limit', z.string().max(2), 'abc'],
  ['no object', z.object({}), []],
  ['a missing field', z.object({ a: z.string() }), {}],
  ['a wrong element', z.array(z.string()), ['a', 1]],
  ['a wrong field inside', z.object({ a: z.object({ b: z.int() }) }), { a: { b: 1.5 } }],
])('a copier does not take %s', (_, schema, value) => {
  expect(copierOf(schema)(value)).toBe(undecided);
});
