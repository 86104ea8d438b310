import { z } from 'zod';
import { incompatibilities } from './compatibility';
import { query } from './contract';
import { callSnapshot } from './snapshot';

const jsonOf = (schema: z.ZodType) => callSnapshot(query({ input: schema, output: z.object({}) })).input;
const reasons = (producer: z.ZodType, consumer: z.ZodType) =>
  incompatibilities(jsonOf(producer), jsonOf(consumer));

const Named = (inner: z.ZodType) => z.object({ of: inner.meta({ id: `Named ${++named}` }) });
let named = 0;

function tree(leaf: z.ZodType) {
  const Tree = z.object({
    leaf,
    get trees() {
      return z.array(Tree);
    },
  });
  return Tree;
}

const A = z.object({ kind: z.literal('a'), n: z.int() });
const B = z.object({ kind: z.literal('b') });

const fits: [string, producer: z.ZodType, consumer: z.ZodType][] = [
  ['the same', tree(z.string()), tree(z.string())],
  [
    'a field that the other side does not know',
    z.object({ a: z.string(), b: z.string() }),
    z.object({ a: z.string() }),
  ],
  ['a new field that may be left out', z.object({}), z.object({ a: z.string().optional() })],
  ['a new field with a default', z.object({}), z.object({ a: z.string().default('x') })],
  [
    'a field that became optional where it is read',
    z.object({ a: z.string() }),
    z.object({ a: z.string().optional() }),
  ],
  ['an enum that was widened where it is read', z.enum(['a']), z.enum(['a', 'b'])],
  ['a literal where one of several is read', z.literal('a'), z.enum(['a', 'b'])],
  ['a literal where any text is read', z.literal('a'), z.string()],
  ['a whole number where any is read', z.int(), z.number()],
  ['a bound that was loosened where it is read', z.string().max(5), z.string().max(9)],
  ['a multiple of ten where fives are read', z.int().multipleOf(10), z.int().multipleOf(5)],
  ['a value where null is read too', z.string(), z.string().nullable()],
  ['one alternative of several', A, z.discriminatedUnion('kind', [A, B])],
  ['alternatives in another order', z.union([z.string(), z.int()]), z.union([z.int(), z.string()])],
  ['another key of a record', z.record(z.enum(['a']), z.int()), z.record(z.string(), z.number())],
  [
    'an object where a record of its values is read',
    z.object({ a: z.int() }),
    z.record(z.string(), z.number()),
  ],
  ['a record of all the keys that are read', z.record(z.enum(['a', 'b']), z.int()), z.object({ a: z.int() })],
  ['two patterns', z.string().regex(/a/).regex(/b/), z.string().regex(/b/).regex(/a/)],
  [
    'an intersection',
    z.intersection(A, z.record(z.string(), z.string())),
    z.intersection(A, z.record(z.string(), z.string())),
  ],
  ['a schema by name where it is read without', Named(z.string()), z.object({ of: z.string() })],
  ['a tree that is read as a wider tree', tree(z.int()), tree(z.number())],
  ['a pair with a rest', z.tuple([z.int()]).rest(z.int()), z.tuple([z.number()]).rest(z.number())],
  ['a pair where a list is read', z.tuple([z.int(), z.int()]), z.array(z.number())],
];

test.each(fits)('%s can be read', (_, producer, consumer) => {
  expect(reasons(producer, consumer)).toEqual([]);
});

const breaks: [string, producer: z.ZodType, consumer: z.ZodType, reason: string][] = [
  [
    'a new field that must be there',
    z.object({}),
    z.object({ a: z.string() }),
    '/a is required but may be missing',
  ],
  [
    'a field that may now be left out',
    z.object({ a: z.string().optional() }),
    z.object({ a: z.string() }),
    '/a is required but may be missing',
  ],
  ['another type', z.object({ a: z.string() }), z.object({ a: z.int() }), '/a is string but must be integer'],
  [
    'another type, deep inside',
    z.object({ a: z.array(z.object({ b: z.int() })) }),
    z.object({ a: z.array(z.object({ b: z.string() })) }),
    '/a/*/b is integer but must be string',
  ],
  ['any number where a whole one is read', z.number(), z.int(), '/ is number but must be integer'],
  [
    'an enum that was widened where it is made',
    z.enum(['a', 'b']),
    z.enum(['a']),
    '/ may be b, which is not known',
  ],
  ['any text where one of several is read', z.string(), z.enum(['a', 'b']), '/ may be other than a, b'],
  ['another literal', z.literal('a'), z.literal('b'), '/ may be a, which is not known'],
  [
    'an upper bound that was tightened where it is read',
    z.string().max(9),
    z.string().max(5),
    '/ may break maxLength 5',
  ],
  ['a lower bound that is new where it is read', z.int(), z.int().min(1), '/ may break minimum 1'],
  ['a longer list', z.array(z.int()).max(9), z.array(z.int()).max(5), '/ may break maxItems 5'],
  ['fives where tens are read', z.int().multipleOf(5), z.int().multipleOf(10), '/ may break multipleOf 10'],
  ['a new pattern', z.string(), z.string().regex(/a/), '/ may break pattern a'],
  ['a new format', z.string(), z.email(), '/ may break format email'],
  ['one of two patterns', z.string().regex(/a/), z.string().regex(/a/).regex(/b/), '/ may break pattern b'],
  ['null', z.string().nullable(), z.string(), '/ is null but must be string'],
  [
    'an alternative that is not read',
    z.discriminatedUnion('kind', [A, B]),
    A,
    '/kind may be b, which is not known',
  ],
  [
    'an alternative that is in none',
    z.union([z.string(), z.int()]),
    z.union([z.string(), z.boolean()]),
    '/ is integer but must be string',
  ],
  [
    'a key that no record takes',
    z.record(z.string(), z.int()),
    z.record(z.enum(['a']), z.int()),
    '/* may be other than a',
  ],
  [
    'another value of a record',
    z.record(z.string(), z.int()),
    z.record(z.string(), z.string()),
    '/* is integer but must be string',
  ],
  [
    'an object where a record of others is read',
    z.object({ a: z.int() }),
    z.record(z.string(), z.string()),
    '/a is integer but must be string',
  ],
  [
    'a record where an object of others is read',
    z.record(z.string(), z.int()),
    z.object({ a: z.string().optional() }),
    '/a is integer but must be string',
  ],
  [
    'a record where an object with more is read',
    z.record(z.string(), z.string()),
    z.object({ a: z.string() }),
    '/a is required but may be missing',
  ],
  ['a schema by name that differs', Named(z.string()), Named(z.int()), '/of is string but must be integer'],
  ['a tree of other leaves', tree(z.string()), tree(z.int()), '/leaf is string but must be integer'],
  ['a longer tuple', z.tuple([z.int(), z.int()]), z.tuple([z.int()]), '/ has another number of items'],
  [
    'another item of a tuple',
    z.tuple([z.int(), z.int()]),
    z.tuple([z.int(), z.string()]),
    '/1 is integer but must be string',
  ],
  ['a list where a tuple is read', z.array(z.int()), z.tuple([z.int()]), '/ has another number of items'],
  [
    'a tuple where a list of others is read',
    z.tuple([z.int(), z.string()]),
    z.array(z.int()),
    '/* is string but must be integer',
  ],
  [
    'a part of an intersection',
    A,
    z.intersection(A, z.object({ more: z.string() })),
    '/more is required but may be missing',
  ],
];

test.each(breaks)('%s cannot be read, and the reason says where', (_, producer, consumer, reason) => {
  expect(reasons(producer, consumer)).toContain(reason);
});

test('every reason is told, not only the first', () => {
  expect(reasons(z.object({ a: z.int() }), z.object({ a: z.string(), b: z.string() }))).toEqual([
    '/b is required but may be missing',
    '/a is integer but must be string',
  ]);
});
