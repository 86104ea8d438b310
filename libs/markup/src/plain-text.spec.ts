import fc from 'fast-check';
import { plainText } from './plain-text';

test('an excerpt is what the HTML says, on one line', () => {
  expect(
    plainText('<h1>A&amp;B</h1>\n<p>c<b>d</b>e<br>f</p><ul><li>g</li><li>h</li></ul><script>i</script>', 100),
  ).toBe('A&B cde f g h');
});

test('it ends between two words, whatever the script', () => {
  expect(plainText('<p>One two, three</p>', 14)).toBe('One two, three');
  expect(plainText('<p>One two, three</p>', 13)).toBe('One two…');
  expect(plainText('<p>今日は天気がいい</p>', 6)).toBe('今日は天気…');
  expect(plainText('<p>Unbreakable</p>', 6)).toBe('Unbre…');
});

test('a character that is written with several stays whole', () => {
  expect(plainText('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 10)).toBe('👩‍👩‍👧‍👦…');
  expect(plainText(`a ${'e\u0301'.repeat(9)}`, 6)).toBe('a…');
});

test('it has at most as many characters as asked for', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.integer({ min: 1, max: 30 }),
      (html, max) => {
        expect([...plainText(html, max)].length).toBeLessThanOrEqual(max);
      },
    ),
  );
});
