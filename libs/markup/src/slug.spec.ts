import fc from 'fast-check';
import { slugOf } from './slug';

test.each([
  ['Hello, World!', 'hello-world'],
  ['  --A_b  c-- ', 'a-b-c'],
  ['Don’t panic', 'dont-panic'],
  ['Žluťoučký kůň', 'žluťoučký-kůň'],
  ['Привет, мир', 'привет-мир'],
  ['你好，世界', '你好-世界'],
  ['مرحبا بالعالم', 'مرحبا-بالعالم'],
  ['हिन्दी में', 'हिन्दी-में'],
  ['ＦＵＬＬ ｗｉｄｔｈ ①', 'full-width-1'],
  ['ÉTÉ', 'été'],
  ['co\u00adop\u200beration', 'cooperation'],
  ['\u0301a', 'a'],
  ['C++ & C#', 'c-c'],
  ['!?', 'post'],
  ['', 'post'],
  ['👍', 'post'],
])('%j is %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test('it has at most 80 characters, whole ones, and does not end in the middle of a join', () => {
  expect(slugOf('a'.repeat(100))).toBe('a'.repeat(80));
  expect(slugOf(`${'a'.repeat(79)} b`)).toBe('a'.repeat(79));
  expect(slugOf('𝒳'.repeat(100))).toBe('x'.repeat(80));
  expect(slugOf('𐐨'.repeat(100))).toBe('𐐨'.repeat(80));
  expect(slugOf(`${'a'.repeat(79)}k\u0323\u0301`)).toBe('a'.repeat(79));
});

test('whatever the title is, the slug of its slug is itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
      const slug = slugOf(title);
      expect(slug).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(-[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*$/u);
      expect([...slug].length).toBeLessThanOrEqual(80);
      expect(slugOf(slug)).toBe(slug);
    }),
  );
});
