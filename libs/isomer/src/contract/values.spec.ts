import { z } from 'zod';
import { assertContractValues } from './values';

const check = (schema: z.ZodType) => assertContractValues(schema, 'posts.write input');

const refused: [string, () => z.ZodType, mend: RegExp][] = [
  ['a date', () => z.date(), /'date'.*z\.iso\.datetime\(\)/],
  ['a bigint', () => z.bigint(), /'bigint'.*string of digits/],
  ['a 64-bit integer', () => z.int64(), /'bigint'.*string of digits/],
  ['any', () => z.any(), /'any'.*say what it is/],
  ['unknown', () => z.unknown(), /'unknown'.*say what it is/],
  ['an instance of a class', () => z.instanceof(URL), /'custom'/],
  ['a custom schema', () => z.custom<string>(() => true), /'custom'/],
  ['a refinement', () => z.string().refine(() => true), /custom check.*in the domain/],
  ['a super-refinement', () => z.object({}).superRefine(() => undefined), /custom check.*in the domain/],
  ['a hand-written check', () => z.string().check(() => undefined), /custom check.*in the domain/],
  ['a format checked by code', () => z.stringFormat('colour', () => true), /checked by code.*pattern/],
  ['a transform', () => z.string().transform(Number), /'pipe'.*in the domain/],
  ['a pipe', () => z.string().pipe(z.string()), /'pipe'.*in the domain/],
  ['a preprocess', () => z.preprocess(String, z.string()), /'pipe'.*in the domain/],
  [
    'a codec',
    () => z.codec(z.string(), z.int(), { decode: Number, encode: String }),
    /'pipe'.*in the domain/,
  ],
  ['text that becomes a boolean', () => z.stringbool(), /'pipe'.*in the domain/],
  ['coercion', () => z.coerce.number(), /coercion.*in the controller/],
  ['coercion to text', () => z.coerce.string(), /coercion.*in the controller/],
  ['trimming', () => z.string().trim(), /changes the value.*in the domain/],
  ['lower-casing', () => z.string().toLowerCase(), /changes the value.*in the domain/],
  ['normalising', () => z.string().normalize(), /changes the value.*in the domain/],
  ['an overwrite', () => z.int().overwrite((n) => n + 1), /changes the value.*in the domain/],
  ['a strict object', () => z.strictObject({}), /strict or loose object.*plain z\.object/],
  ['a loose object', () => z.looseObject({}), /strict or loose object.*plain z\.object/],
  ['an object with a catch-all', () => z.object({}).catchall(z.string()), /strict or loose object/],
  ['a loose record', () => z.looseRecord(z.string().regex(/^x/), z.string()), /loose record.*z\.record/],
  ['a map', () => z.map(z.string(), z.string()), /'map'.*plain objects/],
  ['a set', () => z.set(z.string()), /'set'.*arrays/],
  ['a symbol', () => z.symbol(), /'symbol'/],
  ['undefined', () => z.undefined(), /'undefined'/],
  ['void', () => z.void(), /'void'/],
  ['never', () => z.never(), /'never'/],
  ['a literal undefined', () => z.literal(undefined), /literal undefined.*string/],
  ['a literal bigint', () => z.literal(1n), /literal bigint.*string/],
  ['a lazy schema', () => z.lazy(() => z.string()), /'lazy'/],
  ['anything JSON', () => z.json(), /'lazy'/],
  ['a promise', () => z.promise(z.string()), /'promise'/],
  ['a file', () => z.file(), /'file'.*reference to a blob/],
  ['not a number', () => z.nan(), /'nan'/],
  ['a catch', () => z.string().catch('x'), /'catch'/],
  ['a prefault', () => z.string().prefault('x'), /'prefault'/],
  ['a success flag', () => z.success(z.string()), /'success'/],
  ['a template literal', () => z.templateLiteral(['a', z.int()]), /'template_literal'/],
];

test.each(refused)(
  '%s is no contract value, and the refusal says where it is and what to do',
  (_, schema, mend) => {
    expect(() => check(schema())).toThrow(/^posts\.write input: /);
    expect(() => check(schema())).toThrow(mend);
  },
);

test('a function is no contract value', () => {
  expect(() => check(z.function() as unknown as z.ZodType)).toThrow("posts.write input: 'function'");
});

const nested: [string, (bad: z.ZodType) => z.ZodType, at: string][] = [
  ['an object', (bad) => z.object({ a: z.object({ b: bad }) }), '.a.b'],
  ['an array', (bad) => z.array(bad), '[]'],
  ['a tuple', (bad) => z.tuple([z.string(), bad]), '[1]'],
  ['the rest of a tuple', (bad) => z.tuple([z.string()]).rest(bad), '[…]'],
  ['a union', (bad) => z.union([z.string(), bad]), ''],
  ['an intersection', (bad) => z.intersection(z.object({}), z.object({ a: bad })), '.a'],
  ['the values of a record', (bad) => z.record(z.string(), bad), '{}'],
  ['an optional field', (bad) => z.object({ a: bad.optional() }), '.a'],
  ['null', (bad) => bad.nullable(), ''],
  ['a read-only array', (bad) => z.array(bad).readonly(), '[]'],
  ['a required field', (bad) => z.object({ a: bad.optional().nonoptional() }), '.a'],
];

test.each(nested)('a bad value inside %s is found, and its place is named', (_, around, at) => {
  expect(() => check(around(z.date()))).toThrow(`posts.write input${at}: 'date'`);
});

test('a bad key of a record is found', () => {
  expect(() => check(z.record(z.string().trim(), z.string()))).toThrow('posts.write input{key}: ');
});

const optionals: [string, () => z.ZodType][] = [
  ['an item of an array', () => z.array(z.string().optional())],
  ['an item of a tuple', () => z.tuple([z.string(), z.string().optional()])],
  ['a value of a record', () => z.record(z.string(), z.string().optional())],
  ['a whole input', () => z.object({}).optional()],
  ['an alternative that is no field', () => z.array(z.union([z.int(), z.string().optional()]))],
];

test.each(optionals)('%s cannot be left out, because JSON has no undefined', (_, schema) => {
  expect(() => check(schema())).toThrow(/that may be left out is not a contract value; .*nullable/);
});

test('a field may be left out, in whatever its optional is wrapped', () => {
  check(
    z.object({
      a: z.string().optional(),
      b: z.string().optional().nullable(),
      c: z.union([z.int(), z.string().optional()]),
      d: z.array(z.string()).optional().readonly(),
      e: z.array(z.string().default('x')),
    }),
  );
});

test('a default that holds objects or arrays inside another is refused, because all that get it would share them', () => {
  const shared = z.object({ tags: z.array(z.string()) }).default({ tags: [] });
  expect(() => check(z.object({ options: shared }))).toThrow(
    'posts.write input.options: a default with a list or an object inside',
  );
  check(
    z.object({
      tags: z.array(z.string()).default([]),
      limit: z.int().default(20),
      name: z.string().default(() => 'x'),
    }),
  );
});

test('strings, finite numbers, booleans, null, arrays, tuples, plain objects, records, enums and unions are contract values', () => {
  check(
    z.object({
      text: z.string().min(1).max(5).regex(/a/).describe('text'),
      address: z.email(),
      when: z.iso.datetime(),
      number: z.number().min(0).multipleOf(0.5),
      integer: z.int().positive(),
      flag: z.boolean(),
      nothing: z.null(),
      word: z.enum(['a', 'b']),
      literal: z.literal(['a', 1, true, null]),
      list: z.array(z.string()).max(3),
      pair: z.tuple([z.string(), z.int()]).rest(z.boolean()),
      map: z.record(z.enum(['a', 'b']), z.int()),
      either: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('x') }),
        z.object({ kind: z.literal('y') }),
      ]),
      both: z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() })),
    }),
  );
});

test('a schema that contains itself is walked once', () => {
  const Comment = z.object({
    body: z.string(),
    get replies() {
      return z.array(Comment);
    },
  });
  check(Comment);

  const Folder = z.object({
    made: z.date(),
    get folders() {
      return z.array(Folder);
    },
  });
  expect(() => check(Folder)).toThrow('posts.write input.made');
});
