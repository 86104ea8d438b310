import { localeOfPath, readLocale } from './locale';

test.each([
  ['docs/fr/intro.md', 'fr'],
  ['fr/intro.md', 'fr'],
  ['docs/pt-BR/intro.md', 'pt-BR'],
  ['docs/zh_Hans/intro.md', 'zh-Hans'],
  ['docs/en-GB/fr/intro.md', 'en-GB'],
  ['docs/fr.md', undefined],
  ['fr', undefined],
  ['docs/FR/intro.md', undefined],
  ['docs/france/intro.md', undefined],
  ['src/ts/intro.md', undefined],
  ['docs/xx/intro.md', undefined],
  ['docs/faq/api/intro.md', undefined],
])('the language of %s is %s', (path, locale) => {
  expect(localeOfPath(path)).toBe(locale);
});

test.each([
  ['fr', 'fr'],
  ['pt_BR', 'pt-BR'],
  ['EN-gb', 'en-GB'],
])('%s is written %s', (written, tag) => {
  expect(readLocale(written)).toBe(tag);
});

test.each(['English', 'e', '', 'fr fr', 5, ['fr'], true])('%j is no language', (value) => {
  expect(() => readLocale(value)).toThrow('is no language tag');
});
