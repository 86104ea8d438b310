import { splitFrontMatter } from './front-matter';
import { Skip } from '../import/skip';

const refusal = (text: string): string => {
  try {
    splitFrontMatter(text);
  } catch (error) {
    if (error instanceof Skip) return error.message;
    throw error;
  }
  throw new Error('It was taken');
};

test.each([
  ['---\ntitle: A\n---\nText', { title: 'A' }, 'Text'],
  ['---\ntitle: A\n...\nText', { title: 'A' }, 'Text'],
  ['---  \ntitle: A\n---  \nText', { title: 'A' }, 'Text'],
  ['---\n---\nText', {}, 'Text'],
  ['---\n# only a comment\n---\nText', {}, 'Text'],
  ['---\ntitle: A\n---', { title: 'A' }, ''],
  ['---\ntitle: A\n---\nText\n\n---\n\nMore', { title: 'A' }, 'Text\n\n---\n\nMore'],
  ['Text\n---\ntitle: A\n---\n', {}, 'Text\n---\ntitle: A\n---\n'],
  ['---\n\nA thematic break begins this text', {}, '---\n\nA thematic break begins this text'],
  ['----\ntitle: A\n----\n', {}, '----\ntitle: A\n----\n'],
  ['', {}, ''],
])('%j is split into fields and text', (text, fields, body) => {
  expect(splitFrontMatter(text)).toEqual({ fields, body });
});

test('dates and numbers stay what they were written as', () => {
  expect(splitFrontMatter('---\ndate: 2024-01-31\nversion: 1.10\ndraft: yes\n---\n').fields).toEqual({
    date: '2024-01-31',
    version: 1.1,
    draft: 'yes',
  });
});

test.each([
  [
    '---\ntitle: `oops`\n---\n',
    'broken front matter: line 2: Plain value cannot start with reserved character `',
  ],
  ['---\na: 1\na: 2\n---\n', 'broken front matter: line 3: Map keys must be unique'],
  ['---\n- a\n- list\n---\n', 'broken front matter: it is no list of fields'],
  ['---\njust words\n---\n', 'broken front matter: it is no list of fields'],
  ['---\ntitle: never ends\n', 'broken front matter: no line --- ends it'],
  ['+++\ntitle = "Hugo"\n+++\nText', 'broken front matter: it is TOML (+++); only YAML (---) is read'],
])('%j is refused', (text, message) => {
  expect(refusal(text)).toBe(message);
});

test('aliases that grow without bounds are refused, not followed', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghi'
      .split('')
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`),
  ];
  expect(refusal(`---\n${bomb.join('\n')}\n---\n`)).toMatch(/^broken front matter: Excessive alias count/);
});

test('a field cannot reach the prototype of what reads it', () => {
  const { fields } = splitFrontMatter('---\n__proto__: {draft: true}\n---\nText');
  expect(fields.draft).toBeUndefined();
});
