/** The longest text that is read as markup. */
const size = 200_000;

const full = (part: string, length = size) => part.repeat(Math.ceil(length / part.length)).slice(0, length);
const halves = (first: string, second: string) => full(first, size / 2) + full(second, size / 2);
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

/** Prose, for comparison. */
export const prose = full('The quick brown fox jumps over it. ');

/** Markdown that has cost some parser the square of its length, its stack or its memory. */
export const markdownBombs: Record<string, string> = {
  'quotes in quotes': full('> '),
  'lists in lists': full('- '),
  'lists indented deeper and deeper': lines(600, (i) => `${' '.repeat(i)}- a`),
  'lists and quotes in turn': full('- > '),
  'a deep quote and its lazy lines': `${'> '.repeat(35)}a\n${full('a\n', size - 200)}`,
  'a hundred thousand items': full('- \n'),
  'brackets that open': full('['),
  'brackets that open and close': halves('[', ']'),
  'links that do not end': full('[a]('),
  'links whose address does not end': full('[a](<b'),
  'links whose title does not end': full('[a](b "'),
  'links in links': halves('[a', ' ](b)'),
  'images in images': halves('![', '](https://a.test)'),
  'images in links': halves('[![', '](https://a.test)](b)'),
  'many links': full('[a](b)'),
  stars: full('*'),
  'emphasis that opens': full('*a **a '),
  'emphasis in emphasis': halves('*a ', 'a* '),
  'strong in strong': halves('**a ', 'a** '),
  'emphasis that crosses': full('*a**_b__ '),
  'strikethrough in strikethrough': halves('~~a ', 'a~~ '),
  'code that does not end': lines(630, (i) => '`'.repeat(i + 1)),
  entities: full('&#x41;'),
  'entities that do not end': full('&#'),
  backslashes: full('\\'),
  'comments that do not end': full('<!--'),
  'tags that do not end': full('<a '),
  'addresses that do not end': full('<http://a'),
  'bare addresses': full('http://a.b '),
  'bare addresses in each other': full('http://'),
  'one bare address of brackets': `http://a.b/${full('(', size - 12)}`,
  'mail addresses': full('a@b.cc '),
  'a mail address without an end': full('a@b.'),
  'a wide table': `|${full('a|', 40_000)}\n|${full('-|', 40_000)}\n${full('|a\n', 110_000)}`,
  'a table of one line': `|${full('a|', size / 2 - 2)}\n|${full('-|', size / 2 - 2)}`,
  'many tables': full('|a|\n|-|\n'),
  'one reference, often used': `[a]: http://a.b/${full('c', size / 2)}\n\n${full('[a] ', size / 2 - 20)}`,
  'many references': lines(12_000, (i) => `[a${i}]: /b`),
  'references that are none': full('[a\n'),
  'a title of many lines': `[a]: /b "${full('x\n', size - 10)}`,
  'headings of one name': full('# a\n'),
  'headings of names like numbered ones': full('# a\n# a-2\n'),
  rules: full('***\n'),
  fences: full('```\n'),
  'empty lines': full('\n'),
  spaces: full(`a${' '.repeat(1_000)}`),
  'marks on one letter': `a${full('\u0301', size - 1)}`,
};

/** The same of HTML from elsewhere. */
export const htmlBombs: Record<string, string> = {
  'elements in elements': full('<div>'),
  'formatting in formatting': full('<b>'),
  'formatting that is opened again in each paragraph': lines(9_000, (i) => `<p><font size=${i}>`),
  'formatting that crosses': full('<b><i>a</b></i>'),
  'links in links': full('<a href=x>a'),
  'tables in tables': full('<table><tr><td>'),
  'a wide table': `<table><tr>${full('<td>', 40_000)}${full('<tr><td>a', 150_000)}`,
  'a long cell and many short ones': `<table><tr><td>${full('a', 100_000)}${full('<tr><td>b', 90_000)}`,
  'many tables that grow': full(`<table><tr>${'<td>'.repeat(100)}${'<tr><td>b'.repeat(100)}</table>`),
  'text that belongs outside a table': `<table>${full('a<tr>', size - 10)}`,
  'lists in lists': full('<ul><li>'),
  paragraphs: full('<p>word</p>'),
  'line breaks': full('a<br>'),
  forms: full('<form><div></form>'),
  'foreign elements': full('<svg><p>'),
  attributes: `<a ${full('a ', size - 4)}>`,
  'tags that do not end': full('<a '),
  'comments that do not end': full('<!--'),
  'scripts that do not end': full('<script>'),
  'backticks in code': `<code>${full('`', size - 13)}</code>`,
  brackets: full('['),
  stars: full('*a_ '),
  'mail addresses': full('a@b.cc '),
};
