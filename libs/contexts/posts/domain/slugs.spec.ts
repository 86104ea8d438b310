import { isSlugFor, numbered, slugBase } from './slugs';

test('a title that is an id does not make the id of a post its slug', () => {
  const id = '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e';
  expect(slugBase(id)).toBe(`post-${id}`);
  expect(slugBase('日本語')).toBe('日本語');
});

test('a post keeps the slug that it got for a title, with its number', () => {
  expect(isSlugFor('notes', 'notes')).toBe(true);
  expect(isSlugFor(numbered('notes', 12), 'notes')).toBe(true);
});

test.each(['notes-on-it', 'notes-', 'notes-0', 'note-2', 'notes-2-3'])('%s is not one for notes', (slug) => {
  expect(isSlugFor(slug, 'notes')).toBe(false);
});
