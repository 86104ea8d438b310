import { tagOf } from './tags';

test.each([
  ['Engines', 'engines'],
  ['  Analytical   Engine ', 'analytical-engine'],
  ['#web_dev', 'web-dev'],
  ['日本語', '日本語'],
  ['Ｆｕｌｌ　Ｗｉｄｔｈ', 'full-width'],
  ['e\u0301tude', 'étude'],
  ['हिन्दी', 'हिन्दी'],
  ['2026', '2026'],
  ['x'.repeat(40), 'x'.repeat(40)],
  ['--a--b--', 'a-b'],
])('%j is %j', (written, tag) => {
  expect(tagOf(written)).toBe(tag);
  expect(tagOf(tag)).toBe(tag);
});

test.each(['', ' ', '!?', '👍', 'x'.repeat(41)])('%j is no tag', (written) => {
  expect(tagOf(written)).toBeUndefined();
});
