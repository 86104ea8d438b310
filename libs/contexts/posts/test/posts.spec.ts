import { CommentPosted, CommentsCounted } from '@isomer/comments/contract';
import { PermissionDenied, runAs } from '@isomer/framework';
import { type BootedContext, bootContext, fake } from '@isomer/framework/testing';
import { IdentityApi } from '@isomer/identity/contract';
import { newId } from '@isomer/kernel';
import { PostsHttpModule, PostsModule } from '@isomer/posts';
import { PostNotFound, PostsApi } from '@isomer/posts/contract';

const ada = newId();

const identity = fake(IdentityApi, { profiles: async () => ({ profiles: [] }) });

describe('posts, alone on a database of their own', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(PostsModule, { fakes: [identity], http: [PostsHttpModule] });
  });
  afterAll(() => context.close());
  const posts = () => context.client(PostsApi);
  const statements = (work: () => Promise<unknown>) => context.statements(work);
  const publish = (title: string) =>
    context.as(ada, async () => {
      const { id } = await posts().write({ title, body: 'Text' });
      return posts().publish({ id });
    });
  const importPost = (source: string, title: string) =>
    runAs({ operation: 'import', principal: { kind: 'system', name: 'import' } }, () =>
      posts().import({ source, title, body: 'Text', authorId: ada, publishedAt: '2020-02-02T00:00:00Z' }),
    );

  test('a draft has no date of publication, and publishing gives it one', async () => {
    const draft = await context.as(ada, () => posts().write({ title: 'T', body: 'B' }));
    expect(draft).toMatchObject({ status: 'draft', locale: 'en', authorId: ada });
    expect(draft.publishedAt).toBeUndefined();
    expect(await context.as(ada, () => posts().publish({ id: draft.id }))).toMatchObject({
      status: 'published',
      publishedAt: expect.any(String),
    });
  });

  test('a draft is not found by anybody else, in any call', async () => {
    const draft = await context.as(ada, () => posts().write({ title: 'T', body: 'B' }));
    await expect(context.as(newId(), () => posts().read({ id: draft.id }))).rejects.toBeInstanceOf(
      PostNotFound,
    );
    expect(await posts().summaries({ ids: [draft.id] })).toEqual({ posts: [] });
    const { items } = await posts().list({ limit: 100 });
    expect(items.map(({ id }) => id)).not.toContain(draft.id);
  });

  test('a comment counts, on its post alone, and one on a post that is gone does no harm', async () => {
    const [post, other] = [await publish('Talked of'), await publish('Quiet')];
    const comment = (postId: string) =>
      context.deliver(CommentPosted, { id: newId(), postId, authorId: ada });
    await comment(post.id);
    await comment(post.id);
    await comment(newId());
    expect(await posts().read({ id: post.id })).toMatchObject({ commentCount: 2 });
    expect(await posts().read({ id: other.id })).toMatchObject({ commentCount: 0 });
    const { posts: summaries } = await posts().summaries({ ids: [post.id] });
    expect(summaries).toMatchObject([{ commentCount: 2 }]);
  });

  test('a count of comments is taken as it is, and the next ones count from there', async () => {
    const { id } = await publish('Talked of');
    await context.deliver(CommentsCounted, { postId: id, count: 7 });
    await context.deliver(CommentPosted, { id: newId(), postId: id, authorId: ada });
    expect(await posts().read({ id })).toMatchObject({ commentCount: 8 });
  });

  test('only the platform imports', async () => {
    const attempt = context.as(ada, () =>
      posts().import({ source: 's', title: 'T', body: 'B', authorId: ada }),
    );
    await expect(attempt).rejects.toBeInstanceOf(PermissionDenied);
  });

  test('importing a source again changes the post and makes no second one', async () => {
    const first = await importPost('folder/a.md', 'One');
    const again = await importPost('folder/a.md', 'Two');
    expect(again.id).toBe(first.id);
    expect(await posts().read({ id: first.id })).toMatchObject({
      title: 'Two',
      publishedAt: '2020-02-02T00:00:00.000Z',
    });
  });

  test('a page costs one statement, whatever its size', async () => {
    for (let i = 0; i < 12; i++) await publish(String(i));
    for (const limit of [1, 5, 12]) {
      expect(await statements(() => posts().list({ limit }))).toHaveLength(1);
      expect(await statements(() => posts().list({ limit, authorId: ada }))).toHaveLength(1);
    }
  });

  test('a page over HTTP costs one statement and one call to identity, whatever its size', async () => {
    for (const limit of [1, 5, 12]) {
      const before = identity.made.length;
      const sent = await statements(async () => {
        const { body } = await context.api.get(`/v1/posts?limit=${limit}`);
        expect(body.items).toHaveLength(limit);
      });
      expect([sent.length, identity.made.slice(before)]).toEqual([1, ['profiles']]);
    }
  });

  test('a batch costs one statement, whatever its size, and an empty one none', async () => {
    const { items } = await posts().list({ limit: 12 });
    const ids = items.map(({ id }) => id);
    expect(await statements(() => posts().summaries({ ids }))).toHaveLength(1);
    expect(await statements(() => posts().summaries({ ids: [] }))).toHaveLength(0);
  });
});
