import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { PostsModule } from '@isomer/posts';
import { PostNotFound, PostsApi } from '@isomer/posts/contract';

const ada = newId();

describe('the slug of a post', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(PostsModule);
  });
  afterAll(() => context.close());
  const posts = () => context.client(PostsApi);
  const asAda = <T>(work: () => Promise<T>) => context.as(ada, work);
  const write = (title: string) => asAda(() => posts().write({ title, body: 'Text' }));
  const rename = (id: string, title: string) => asAda(() => posts().edit({ id, title }));
  const find = (slug: string) => asAda(() => posts().bySlug({ slug }));

  test.each([
    ['Notes on the Engine', 'notes-on-the-engine'],
    ['日本語 タイトル', '日本語-タイトル'],
    ['!!!', 'post'],
  ])('is made of its title: %s', async (title, slug) => {
    const post = await write(title);
    expect(post.slug).toBe(slug);
    expect(await find(slug)).toEqual(post);
  });

  test('is its own among ten that are written at once', async () => {
    const written = await Promise.all(Array.from({ length: 10 }, () => write('Same')));
    const slugs = written.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(10);
    expect(slugs).toContain('same');
    for (const slug of slugs) expect(slug).toMatch(/^same(-([2-9]|10))?$/);
    for (const { id, slug } of written) expect((await find(slug!)).id).toBe(id);
  });

  test('is not one that another title has with its number', async () => {
    const [one, two, three] = [await write('Part'), await write('Part 2'), await write('Part')];
    expect([one.slug, two.slug, three.slug]).toEqual(['part', 'part-2', 'part-3']);
  });

  test('stays valid when it is renamed, and comes back with the title', async () => {
    await write('Taken');
    const post = await write('Taken');
    expect(post.slug).toBe('taken-2');
    expect(await rename(post.id, 'Another')).toMatchObject({ slug: 'another' });
    for (const slug of ['taken-2', 'another'])
      expect(await find(slug)).toMatchObject({ id: post.id, slug: 'another' });
    expect(await rename(post.id, 'Taken!')).toMatchObject({ slug: 'taken-2' });
    expect(await find('another')).toMatchObject({ id: post.id, slug: 'taken-2' });
    const later = await write('Another');
    expect(later.slug).toBe('another-2');
  });

  test('that is an id is none, and a draft is not found by others', async () => {
    const { id, slug } = await write('Hidden');
    expect((await write(id)).slug).toBe(`post-${id}`);
    await expect(posts().bySlug({ slug: slug! })).rejects.toBeInstanceOf(PostNotFound);
    await expect(posts().bySlug({ slug: 'nothing' })).rejects.toBeInstanceOf(PostNotFound);
  });
});
