import { runAs } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { PostsModule } from '@isomer/posts';
import { type ImportedPost, PostsApi } from '@isomer/posts/contract';

const authorId = newId();

describe('the slug of an imported post', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(PostsModule);
  });
  afterAll(() => context.close());
  const posts = () => context.client(PostsApi);
  const importPost = (source: string, post: Partial<ImportedPost>) =>
    runAs({ operation: 'import', principal: { kind: 'system', name: 'import' } }, () =>
      posts().import({ title: 'Title', body: 'Text', locale: 'en', authorId, source, ...post }),
    );
  const idOf = async (slug: string) => (await posts().bySlug({ slug })).id;

  test.each([
    ['notes_on-engines.html', 'notes_on-engines.html'],
    ['日本語-タイトル', '日本語-タイトル'],
    ['e\u0301tude', 'étude'],
    ['Notes', 'Notes'],
    ['docs/why', 'docs-why'],
    ['a b', 'a-b'],
    ['50%', '50'],
    ['..', 'post'],
    ['x'.repeat(91), 'x'.repeat(80)],
    ['00000000-0000-0000-0000-000000000000', 'post-00000000-0000-0000-0000-000000000000'],
  ])('that was %s there is %s here', async (there, here) => {
    const { id, slug } = await importPost(`kept/${there}`, { slug: there });
    expect(slug).toBe(here);
    expect(await idOf(here)).toBe(id);
    expect(await importPost(`kept/${there}`, { slug: there })).toEqual({ id, slug, outcome: 'unchanged' });
  });

  test('that another post has gets a number, each time the same one', async () => {
    const written = await context.as(authorId, () => posts().write({ title: 'Wanted', body: 'Text' }));
    expect(written.slug).toBe('wanted');
    const first = await importPost('taken', { slug: 'wanted' });
    expect(first.slug).toBe('wanted-2');
    expect(await importPost('taken', { slug: 'wanted' })).toEqual({ ...first, outcome: 'unchanged' });
    expect(await importPost('taken', { slug: 'wanted-3' })).toMatchObject({
      slug: 'wanted-3',
      outcome: 'updated',
    });
  });

  test('of another form than its number is another slug', async () => {
    const { id } = await importPost('part', { slug: 'part-2' });
    expect(await importPost('part', { slug: 'part' })).toEqual({ id, slug: 'part', outcome: 'updated' });
    expect(await idOf('part-2')).toBe(id);
  });

  test('that changed there changes here, leads to it under both, and is no revision', async () => {
    const { id } = await importPost('moved', { slug: 'from' });
    expect(await importPost('moved', { slug: 'to' })).toEqual({ id, slug: 'to', outcome: 'updated' });
    expect([await idOf('from'), await idOf('to')]).toEqual([id, id]);
    expect(await posts().read({ id })).toMatchObject({ slug: 'to', revision: 1 });
    expect(await importPost('moved', { slug: 'to', title: 'Another' })).toMatchObject({ slug: 'to' });
    expect(await posts().read({ id })).toMatchObject({ slug: 'to', title: 'Another', revision: 2 });
  });

  test('is its own among ten that are imported at once', async () => {
    const sources = Array.from({ length: 10 }, (_, i) => `race/${i}`);
    const imported = await Promise.all(sources.map((source) => importPost(source, { slug: 'race' })));
    expect(new Set(imported.map(({ slug }) => slug)).size).toBe(10);
    const again = await Promise.all(sources.map((source) => importPost(source, { slug: 'race' })));
    expect(again).toEqual(imported.map((each) => ({ ...each, outcome: 'unchanged' })));
  });
});
