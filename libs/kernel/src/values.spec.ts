import { Id, Line, Text, notBlank } from './values';

const accepts = (schema: typeof Id, value: unknown) => schema.safeParse(value).success;

test.each([
  'Hello',
  'žluťoučký kůň',
  '日本語',
  '👩‍👩‍👧‍👦 family',
  '𝒳',
  'a\tb',
  '\u00a0',
  '<script>alert(1)</script>',
])('%j is text', (value) => {
  expect(accepts(Text(50), value)).toBe(true);
});

test.each(['a\nb', 'a\r\nb', 'a\u2028b'])('%j is text but not one line', (value) => {
  expect(accepts(Text(50), value)).toBe(true);
  expect(accepts(Line(50), value)).toBe(false);
});

test('a tab is not part of a line', () => {
  expect(accepts(Line(50), 'a\tb')).toBe(false);
});

test.each([
  ['NUL', 'a\u0000b'],
  ['a bell', 'a\u0007b'],
  ['a vertical tab', 'a\u000bb'],
  ['an escape', '\u001b[31m'],
  ['delete', 'a\u007f'],
  ['the first half of a surrogate pair', 'a\ud83d'],
  ['the second half of a surrogate pair', '\ude00b'],
  ['halves in the wrong order', '\ude00\ud83d'],
  ['nothing', ''],
  ['too much', 'a'.repeat(51)],
  ['a number', 7],
])('%s is neither text nor a line', (_, value) => {
  expect(accepts(Text(50), value)).toBe(false);
  expect(accepts(Line(50), value)).toBe(false);
});

test.each(['Hello', ' a ', '👩‍👩‍👧‍👦', '\u200bא', '.'])('%j can be seen', (value) => {
  expect(accepts(notBlank(Text(50)), value)).toBe(true);
});

test.each([' ', '   \t\n', '\u00a0', '\u3000', '\u200b', '\ufeff \u2060'])('%j is blank', (value) => {
  expect(notBlank(Text(50)).safeParse(value).error!.issues).toMatchObject([{ message: 'must not be blank' }]);
});

test('what is empty is not said to be blank, too', () => {
  expect(notBlank(Line(50)).safeParse('').error!.issues).toMatchObject([{ message: 'must not be empty' }]);
});

test('the longest text is allowed', () => {
  expect(accepts(Text(50), 'a'.repeat(50))).toBe(true);
});

test.each([
  '0190A3C4-7B1E-7C3A-9D2E-5F6A7B8C9D0E',
  '0190a3c47b1e7c3a9d2e5f6a7b8c9d0e',
  '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e\n',
  'me',
  '{0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e}',
])('%j is no id', (value) => {
  expect(accepts(Id, value)).toBe(false);
});
