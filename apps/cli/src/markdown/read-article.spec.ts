import { readArticle } from './read-article';
import { Skip } from '../import/skip';

const surroundings = { path: 'notes/a-file.md', prefix: 'blog', locale: 'en', now: Date.UTC(2026, 5, 1) };
const read = (content: string | Uint8Array, path = surroundings.path) =>
  readArticle(typeof content === 'string' ? Buffer.from(content) : content, { ...surroundings, path });
const refusal = (content: string | Uint8Array, path?: string): string => {
  try {
    read(content, path);
  } catch (error) {
    if (error instanceof Skip) return error.message;
    throw error;
  }
  throw new Error('It was taken');
};

test('front matter gives title, date and language; the text is what follows it', () => {
  expect(read('---\ntitle: A title\ndate: 2024-01-31\nlang: pt_BR\n---\n# Heading\n\nText\n')).toEqual({
    title: 'A title',
    body: '# Heading\n\nText\n',
    locale: 'pt-BR',
    source: 'blog/notes/a-file.md',
    publishedAt: '2024-01-31T00:00:00.000Z',
  });
});

test('without front matter the heading, the folders and the default tell', () => {
  expect(read('# Bonjour\n\nText', 'fr/b.md')).toEqual({
    title: 'Bonjour',
    body: '# Bonjour\n\nText',
    locale: 'fr',
    source: 'blog/fr/b.md',
  });
  expect(read('Text')).toMatchObject({ title: 'a file', locale: 'en' });
});

test('front matter gives a slug, tags and an author, too', () => {
  const fields = 'slug: kůň_1\ntags: [Web Dev, R&D, web-dev, "!"]\nauthor: Žofie Nováková';
  expect(read(`---\n${fields}\n---\nText`)).toMatchObject({
    slug: 'kůň_1',
    tags: ['web-dev', 'r-d'],
    author: { handle: 'zofie_novakova', displayName: 'Žofie Nováková' },
  });
});

test.each([
  ['slug: /docs/intro/', { slug: 'docs/intro' }],
  ['slug:\n  - docs\n  - intro', { slug: 'docs/intro' }],
  ['slug: 2024', { slug: '2024' }],
  ['slug: /', { slug: undefined }],
  ['tags: a, b c ,', { tags: ['a', 'b-c'] }],
  ['tags: []', { tags: [] }],
  ['tags:\n  -\n  - 2024', { tags: ['2024'] }],
  ['tags: a,b,c,d,e,f,g,h,i,j,k,l', { tags: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] }],
  ['tags:', { tags: undefined }],
  ['author: { name: Ada, url: "https://a.test" }', { author: { handle: 'ada', displayName: 'Ada' } }],
  ['author: [Ada, Grace]', { author: { handle: 'ada', displayName: 'Ada' } }],
  [
    'author: 管理员',
    { author: { handle: expect.stringMatching(/^author_[0-9a-f]{6}$/), displayName: '管理员' } },
  ],
  ['author: " "', { author: undefined }],
])('front matter with %j is read', (fields, article) => {
  expect(read(`---\n${fields}\n---\nText`)).toMatchObject(article);
});

test.each([
  ['publishedAt', '---\ncreatedAt: 2001-01-01\ndate: 2002-01-01\npublishedAt: 2003-01-01\n---\nText', '2003'],
  ['date', '---\ncreatedAt: 2001-01-01\ndate: 2002-01-01\n---\nText', '2002'],
  ['createdAt', '---\ncreatedAt: 2001-01-01\ndate:\n---\nText', '2001'],
])('of several dates %s counts', (_, content, year) => {
  expect(read(content).publishedAt).toMatch(new RegExp(`^${year}`));
});

test.each([
  ['# A `code` and *emphasis* [link](x)', 'A code and emphasis link'],
  ['Setext\n===\n\nText', 'Setext'],
  ['<p align="center">\n  <img src="x">\n</p>\n\n# After HTML', 'After HTML'],
  ['```\n# not a heading\n```\n\n## Second level', 'Second level'],
  ['# \n\nText', 'a file'],
  ['# <br> Trimmed <b>tags</b> #', 'Trimmed tags'],
  ['---\ntitle: ""\n---\n# From the heading', 'From the heading'],
  ['---\ntitle: 2024\n---\nText', '2024'],
  ['---\ntitle: >\n  folded\n  over lines\n---\nText', 'folded over lines'],
  [`# ${'long '.repeat(60)}`, `${'long '.repeat(60).slice(0, 199)}…`],
])('the title of %j is %j', (content, title) => {
  expect(read(content).title).toBe(title);
});

test('a byte order mark and the line ends of Windows are no part of the text', () => {
  expect(read('\ufeff---\r\ntitle: A\r\n---\r\nOne\r\nTwo\rThree')).toMatchObject({
    title: 'A',
    body: 'One\nTwo\nThree',
  });
});

test('one name has one source, however the file system writes it', () => {
  expect(read('Text', 'caf\u0065\u0301.md').source).toBe(read('Text', 'caf\u00e9.md').source);
});

test.each<[string, string | Uint8Array, string]>([
  ['an empty file', '', 'no text in it'],
  ['front matter alone', '---\ntitle: A\n---\n \n\t\n', 'no text in it'],
  ['NUL bytes', 'Te\0xt', 'not text: it has NUL bytes'],
  ['UTF-16', Buffer.from('\ufeffText', 'utf16le'), 'not UTF-8: it is UTF-16; save it as UTF-8'],
  ['Latin-1', Buffer.from('caf\u00e9', 'latin1'), 'not UTF-8'],
  ['a long text', 'x'.repeat(300_000), 'too large: body must have at most 200000 characters'],
  [
    'a long title',
    `---\ntitle: ${'x'.repeat(201)}\n---\nText`,
    'too large: title must have at most 200 characters',
  ],
  ['a list as title', '---\ntitle: [a, b]\n---\nText', 'broken front matter: its title is no text'],
  ['a slug of fields', '---\nslug: { a: b }\n---\nText', 'broken front matter: its slug is no text'],
  ['tags of fields', '---\ntags: { a: b }\n---\nText', 'broken front matter: its tags are no list of texts'],
  ['a list of lists', '---\ntags: [[a]]\n---\nText', 'broken front matter: its tags are no list of texts'],
  ['a number as author', '---\nauthor: 7\n---\nText', 'broken front matter: its author has no name'],
  ['control characters', 'A bell \u0007', 'not accepted as a post: body must not contain control characters'],
  ['a draft', '---\ndraft: true\n---\nText', 'marked as a draft'],
  ['what is not published', '---\npublished: false\n---\nText', 'marked as a draft'],
  [
    'a date that is none',
    '---\ndate: 10000-01-01\n---\nText',
    'invalid date: 10000-01-01 is no date such as 2024-01-31',
  ],
  ['a date to come', '---\ndate: 2030-01-01\n---\nText', 'dated in the future: 2030-01-01'],
  [
    'a language that is none',
    '---\nlang: the French one\n---\nText',
    'broken front matter: the French one is no language tag such as fr or pt-BR',
  ],
])('%s is skipped, with the reason', (_, content, message) => {
  expect(refusal(content)).toBe(message);
});

test('a name of more than one line is skipped', () => {
  expect(refusal('Text', 'a\nb.md')).toBe(
    'not accepted as a post: source must be one line without control characters',
  );
});
