import { z } from 'zod';
import { plainWords } from './plain-words';

test.each<[z.ZodType, unknown, string]>([
  [z.object({ a: z.string() }), {}, 'is missing'],
  [z.string(), 7, 'must be text'],
  [z.number(), 'ten', 'must be a number'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.boolean(), 'yes', 'must be true or false'],
  [z.array(z.string()), 'a', 'must be a list'],
  [z.object({}), [], 'must be an object'],
  [z.record(z.string(), z.string()), 7, 'must be an object'],
  [z.object({}), null, 'must be an object'],
  [z.strictObject({}), { tittle: 1 }, "must not have 'tittle'"],
  [z.strictObject({}), { a: 1, b: 2 }, "must not have 'a', 'b'"],
  [z.string().min(2), 'a', 'must have at least 2 characters'],
  [z.string().max(2), 'abc', 'must have at most 2 characters'],
  [z.array(z.int()).max(1), [1, 2], 'must have at most 1 items'],
  [z.int().min(1), 0, 'must be at least 1'],
  [z.int().max(100), 1_000, 'must be at most 100'],
  [z.number().gt(0), 0, 'must be more than 0'],
  [z.number().multipleOf(5), 7, 'must be a multiple of 5'],
  [z.enum(['draft', 'published']), 'gone', 'must be one of draft, published'],
  [z.literal('EC'), 'RSA', 'must be EC'],
  [z.iso.datetime(), 'yesterday', 'must be a time, such as 2026-01-02T03:04:05.678Z'],
])('%#: %j is told what is wrong in plain words', (schema, value, words) => {
  const { issues } = schema.safeParse(value, { error: plainWords }).error!;
  expect(issues.map(({ message }) => message)).toEqual([words]);
});

test('what a schema says itself goes first', () => {
  const schema = z.string().min(2, 'must have two letters');
  expect(schema.safeParse('a', { error: plainWords }).error!.issues[0]!.message).toBe(
    'must have two letters',
  );
});
