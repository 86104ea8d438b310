import fc from 'fast-check';
import { Line, Text } from './values';
import { cleanLine, cleanText, writtenLine, writtenText } from './written';

const title = writtenLine(Line(200));
const body = writtenText(Text(200));
const said = (schema: typeof title, value: string) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

test.each([
  ['Latin', 'Žluťoučký kůň'],
  ['letters with marks of their own', 'e\u0301\u0323 å'],
  ['Hebrew with points and cantillation', 'בְּרֵאשִׁ֖ית'],
  ['Arabic and Latin', 'مرحبا Isomer'],
  ['Persian with non-joiners', 'می\u200cخواهم'],
  ['an Arabic letter that is joined to nothing', 'ه\u200d'],
  ['Hindi with joiners', 'क्\u200dष'],
  ['a family', '👩‍👩‍👧‍👦'],
  ['a flag of parts', '🏳️‍🌈'],
  ['the flag of Wales', '🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
  ['a mark of direction', 'a\u200fb\u200e'],
])('a line may have %s', (_, line) => {
  expect(said(title, line)).toEqual([]);
  expect(cleanLine(line, 200)).toBe(line);
});

const hiding = 'must not contain characters that reorder or hide text (such as U+202E or a zero-width space)';
test.each([
  ['an override', 'safe\u202efdp.exe'],
  ['an embedding', '\u202aa'],
  ['an isolate', 'a\u2066b\u2069'],
  ['a zero-width space', 'a\u200bb'],
  ['a soft hyphen', 'a\u00adb'],
  ['a word joiner', 'a\u2060b'],
  ['a byte order mark', 'a\ufeffb'],
  ['letters of tags', 'a\u{e0061}\u{e0062}'],
  ['a filler', 'a\u3164'],
  ['a non-joiner where nothing joins', 'ad\u200cmin'],
  ['a joiner where nothing joins', 'ad\u200dmin'],
  ['a joiner after an emoji that joins nothing', '👩\u200da'],
])('a line may not have %s; in prose it stands', (_, line) => {
  expect(said(title, line)).toEqual([hiding]);
  expect(said(body, line)).toEqual([]);
  expect(said(title, cleanLine(line, 200))).toEqual([]);
});

test('marks that climb over the lines around are refused, and cut when they come from elsewhere', () => {
  const zalgo = (marks: number) => `a${'\u0301'.repeat(marks)}b`;
  for (const schema of [title, body]) {
    expect(said(schema, zalgo(8))).toEqual([]);
    expect(said(schema, zalgo(9))).toEqual(['must not have more than 8 marks on one letter']);
  }
  expect(said(body, `a\n${zalgo(9)}`)).toHaveLength(1);
  expect(cleanText(zalgo(50))).toBe(zalgo(8));
});

test.each(['\ufffe', '\ufdd0', '\u{10ffff}'])('%j is no character', (none) => {
  for (const schema of [title, body])
    expect(said(schema, `a${none}`)).toEqual([
      'must not contain code points that are no characters (such as U+FFFE)',
    ]);
  expect(cleanText(`a${none}b`)).toBe('ab');
});

test('NUL and halves of surrogate pairs are refused, and replaced when they come from elsewhere', () => {
  expect(said(body, 'a\u0000')).toHaveLength(1);
  expect(said(body, 'a\ud83d')).toHaveLength(1);
  expect(cleanText('a\u0000b\ud83d\tc\nd')).toBe('ab\ufffd\tc\nd');
  expect(cleanLine(' a\u0000b \n c\t', 200)).toBe('ab c');
});

test('a line from elsewhere is cut between characters', () => {
  expect(cleanLine('abc def', 7)).toBe('abc def');
  expect(cleanLine('abc def', 6)).toBe('abc d…');
  expect(cleanLine('ab👩‍👩‍👧‍👦c', 8)).toBe('ab…');
});

test('whatever comes from elsewhere, what is left of it is accepted', () => {
  const any = fc.string({ unit: 'binary', maxLength: 100 });
  const odd = fc.constantFrom(
    '\u200d',
    '\u200c',
    '\u0301',
    '\u0301'.repeat(9),
    '👩',
    '\u202e',
    '\ud83d',
    '\u{1f3f4}',
    '\u{e0061}',
    'ه',
    ' ',
    '\u0000',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        any,
        fc.array(fc.oneof(odd, any)).map((parts) => parts.join('')),
      ),
      (text) => {
        const [line, prose] = [cleanLine(text, 100), cleanText(text)];
        if (line) expect(said(writtenLine(Line(100)), line)).toEqual([]);
        if (prose) expect(said(writtenText(Text(10_000)), prose)).toEqual([]);
      },
    ),
    { numRuns: 2_000 },
  );
});
