import { runAs } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { PostsModule } from '@isomer/posts';
import { type ImportedPost, PostsApi } from '@isomer/posts/contract';

const base = { source: 'blog/a.md', title: 'One', body: 'Text', locale: 'en', authorId: newId() };

describe('importing a post', () => {
  let context: BootedContext;
  beforeEach(async () => {
    context = await bootContext(PostsModule);
  });
  afterEach(() => context.close());
  const importPost = (post: Partial<ImportedPost> = {}) =>
    runAs({ operation: 'import', principal: { kind: 'system', name: 'import' } }, () =>
      context.client(PostsApi).import({ ...base, ...post }),
    );
  const read = (id: string) => context.client(PostsApi).read({ id });

  test('creates it once: the same again leaves it unchanged', async () => {
    const first = await importPost();
    expect(first.outcome).toBe('created');
    const before = await read(first.id);
    expect(await importPost()).toEqual({ ...first, outcome: 'unchanged' });
    expect(await read(first.id)).toEqual(before);
    expect((await context.client(PostsApi).list({})).items).toHaveLength(1);
  });

  test.each([
    { title: 'Two' },
    { body: 'Other' },
    { locale: 'fr' },
    { tags: ['engines', 'notes'] },
    { slug: 'elsewhere_1' },
    { publishedAt: '2020-02-02T00:00:00.000Z' },
  ])('%j updates it', async (change) => {
    const { id } = await importPost();
    expect(await importPost(change)).toMatchObject({ id, outcome: 'updated' });
    expect(await read(id)).toMatchObject(change);
    expect(await importPost(change)).toMatchObject({ id, outcome: 'unchanged' });
  });

  test('a date that is no longer said is kept, and so is the author', async () => {
    const { id } = await importPost({ publishedAt: '2020-02-02T00:00:00Z' });
    expect(await importPost({ authorId: newId() })).toMatchObject({ id, outcome: 'unchanged' });
    expect(await read(id)).toMatchObject({
      authorId: base.authorId,
      publishedAt: '2020-02-02T00:00:00.000Z',
      createdAt: '2020-02-02T00:00:00.000Z',
    });
  });

  test('two at once create one', async () => {
    const outcomes = await Promise.all([importPost(), importPost(), importPost()]);
    expect(new Set(outcomes.map(({ id }) => id)).size).toBe(1);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['created', 'unchanged', 'unchanged']);
  });

  test('tags that are no longer said are kept', async () => {
    const { id } = await importPost({ tags: ['Engines'] });
    expect(await importPost()).toMatchObject({ outcome: 'unchanged' });
    expect(await read(id)).toMatchObject({ tags: ['engines'] });
    expect(await importPost({ tags: [] })).toMatchObject({ outcome: 'updated' });
    expect(await read(id)).toMatchObject({ tags: [] });
  });
});
