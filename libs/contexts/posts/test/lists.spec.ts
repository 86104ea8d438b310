import { CommentPosted } from '@isomer/comments/contract';
import { InvalidArgument } from '@isomer/framework';
import { type BootedContext, bootContext, fake } from '@isomer/framework/testing';
import { IdentityApi } from '@isomer/identity/contract';
import { newId } from '@isomer/kernel';
import { PostsHttpModule, PostsModule } from '@isomer/posts';
import { type NewPost, type OwnPostStatus, PostsApi } from '@isomer/posts/contract';

const [ada, bob] = [newId(), newId()];
const identity = fake(IdentityApi, { profiles: async () => ({ profiles: [] }) });

describe('lists of posts', () => {
  let context: BootedContext;
  const ids: Record<string, string> = {};
  const posts = () => context.client(PostsApi);
  type Query = Parameters<ReturnType<typeof posts>['list']>[0];

  beforeAll(async () => {
    context = await bootContext(PostsModule, { fakes: [identity], http: [PostsHttpModule] });
    const write = async (by: string, title: string, more: Partial<NewPost> = {}) => {
      const { id } = await context.as(by, () => posts().write({ title, body: 'Text', ...more }));
      ids[title] = id;
      await context.as(by, () => posts().publish({ id }));
    };
    await write(ada, 'One', { tags: ['Red'], body: 'The analytical engine weaves' });
    await write(bob, 'Two', { tags: ['red', 'blue'], locale: 'de' });
    await write(ada, 'Three', { locale: 'de', body: 'Weaves no engine but 解析' });
    await write(bob, 'Four', { tags: ['blue'] });
    await context.as(ada, () => posts().write({ title: 'Draft', body: 'engine', tags: ['red', 'hidden'] }));
    for (const title of ['Two', 'Two', 'One'])
      await context.deliver(CommentPosted, { id: newId(), postId: ids[title]!, authorId: bob });
    await context.as(ada, () =>
      posts().edit({ id: ids.One!, body: 'The Analytical Engine weaves patterns' }),
    );
  });
  afterAll(() => context.close());

  /** Titles of all pages of two. */
  const titles = async (query: Query) => {
    const all: string[] = [];
    for (let cursor: string | undefined, page = 0; page < 9; page++) {
      const { items, next } = await posts().list({ limit: 2, ...query, cursor });
      all.push(...items.map(({ title }) => title));
      if (!next) return all;
      cursor = next;
    }
    throw new Error('The pages do not end');
  };

  test.each<[NonNullable<Query['order']>, string[]]>([
    ['newest', ['Four', 'Three', 'Two', 'One']],
    ['oldest', ['One', 'Two', 'Three', 'Four']],
    ['updated', ['One', 'Four', 'Three', 'Two']],
    ['most-commented', ['Two', 'One', 'Four', 'Three']],
  ])('come in the order of %s, page by page', async (order, expected) => {
    expect(await titles({ order })).toEqual(expected);
  });

  test.each<[Query, string[]]>([
    [{ authorId: ada }, ['Three', 'One']],
    [{ tag: 'RED' }, ['Two', 'One']],
    [{ tag: 'red', authorId: bob }, ['Two']],
    [{ locale: 'de' }, ['Three', 'Two']],
    [{ q: 'engine' }, ['Three', 'One']],
    [{ q: 'WEAVES analytical' }, ['One']],
    [{ q: '"engine weaves"' }, ['One']],
    [{ q: 'engine -analytical' }, ['Three']],
    [{ q: '解析' }, ['Three']],
    [{ q: 'four' }, ['Four']],
    [{ q: "'; DROP TABLE post; -- & | ! <-> (" }, []],
    [{ q: '!!!' }, []],
    [{ publishedFrom: '2999-01-01T00:00:00Z' }, []],
    [{ publishedBefore: '2000-01-01T00:00:00Z' }, []],
    [{ publishedFrom: '2000-01-01T00:00:00Z', tag: 'blue', order: 'most-commented' }, ['Two', 'Four']],
  ])('are only what is asked for: %j', async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  test('refuse a tag that is none, and a cursor of another order', async () => {
    await expect(posts().list({ tag: '!' })).rejects.toBeInstanceOf(InvalidArgument);
    const { next } = await posts().list({ limit: 1 });
    await expect(posts().list({ cursor: next, order: 'updated' })).rejects.toBeInstanceOf(InvalidArgument);
  });

  test('count how many posts have a tag, of those that are published', async () => {
    const first = await posts().tags({ limit: 1 });
    const second = await posts().tags({ limit: 1, cursor: first.next });
    expect([...first.items, ...second.items]).toEqual([
      { tag: 'blue', posts: 2 },
      { tag: 'red', posts: 2 },
    ]);
    expect(second.next).toBeUndefined();
    await context.as(bob, () => posts().edit({ id: ids.Four!, tags: ['green'] }));
    expect((await posts().tags({})).items).toEqual([
      { tag: 'blue', posts: 1 },
      { tag: 'green', posts: 1 },
      { tag: 'red', posts: 2 },
    ]);
  });

  test('are a member’s own by what became of them', async () => {
    const carol = newId();
    const write = (title: string) =>
      context.as(carol, async () => (await posts().write({ title, body: 'B' })).id);
    const [, scheduled, published, deleted] = [
      await write('draft'),
      await write('scheduled'),
      await write('published'),
      await write('deleted'),
    ];
    await context.as(carol, async () => {
      await posts().schedule({ id: scheduled!, publishAt: '2036-01-01T00:00:00Z' });
      await posts().publish({ id: published! });
      await posts().delete({ id: deleted! });
    });
    const own = (status?: OwnPostStatus) =>
      context.as(carol, async () => (await posts().mine({ status })).items.map(({ title }) => title));
    for (const status of ['draft', 'scheduled', 'published', 'deleted'] as const)
      expect(await own(status)).toEqual([status]);
    expect(await own()).toEqual(['published', 'scheduled', 'draft']);
    const first = await context.as(carol, () => posts().mine({ limit: 2 }));
    const second = await context.as(carol, () => posts().mine({ limit: 2, cursor: first.next }));
    expect(second.items.map(({ title }) => title)).toEqual(['draft']);
  });

  test('with their authors cost one statement and one call, of one post as of fifty', async () => {
    const dora = newId();
    // Each with a deadline of its own.
    for (let i = 0; i < 50; i++)
      await context.as(dora, async () => {
        const { id } = await posts().write({ title: `Post ${i}`, body: 'B', tags: ['many'] });
        await posts().publish({ id });
      });
    for (const query of ['tag=many', 'tag=many&order=most-commented', `authorId=${dora}&order=updated`])
      for (const limit of [1, 10, 50]) {
        const before = identity.made.length;
        const sent = await context.statements(async () => {
          const { body } = await context.api.get(`/v1/posts?limit=${limit}&${query}`);
          expect(body.items).toHaveLength(limit);
          expect(body.items[0]).toHaveProperty('commentCount');
        });
        expect([sent.length, identity.made.slice(before)]).toEqual([1, ['profiles']]);
      }
  });

  test('as feeds cost the same', async () => {
    for (const format of ['rss', 'atom', 'json']) {
      const before = identity.made.length;
      const sent = await context.statements(() => context.api.get(`/feeds/posts.${format}?tag=many`));
      expect([sent.length, identity.made.slice(before)]).toEqual([1, ['profiles']]);
    }
  });
});
