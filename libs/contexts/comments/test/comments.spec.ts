import { CommentsHttpModule, CommentsModule } from '@isomer/comments';
import { CommentNotFound, CommentsApi } from '@isomer/comments/contract';
import { InvalidArgument, Unauthenticated } from '@isomer/framework';
import { type BootedContext, bootContext, fake } from '@isomer/framework/testing';
import { IdentityApi } from '@isomer/identity/contract';
import { newId } from '@isomer/kernel';
import { PostNotFound, type PostSummary, PostsApi } from '@isomer/posts/contract';

const ada = newId();
const postId = newId();
const published: PostSummary = {
  id: postId,
  authorId: ada,
  title: 'A post',
  locale: 'en',
  status: 'published',
  createdAt: '2026-01-01T00:00:00.000Z',
  publishedAt: '2026-01-01T00:00:00.000Z',
};
const posts = fake(PostsApi, {
  summaries: async ({ ids }) => ({ posts: ids.includes(postId) ? [published] : [] }),
});

const identity = fake(IdentityApi, { profiles: async () => ({ profiles: [] }) });

describe('comments, alone on a database of their own', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(CommentsModule, { fakes: [posts, identity], http: [CommentsHttpModule] });
  });
  afterAll(() => context.close());
  const comments = () => context.client(CommentsApi);
  const post = (body: string) => context.as(ada, () => comments().post({ postId, body }));

  test('a comment belongs to whoever wrote it', async () => {
    expect(await post('Hello')).toMatchObject({ postId, authorId: ada, body: 'Hello' });
  });

  test('nobody comments without logging in', async () => {
    await expect(comments().post({ postId, body: 'Hello' })).rejects.toBeInstanceOf(Unauthenticated);
  });

  test('a post that is not published takes no comments', async () => {
    const unknown = context.as(ada, () => comments().post({ postId: newId(), body: 'Hello' }));
    await expect(unknown).rejects.toBeInstanceOf(PostNotFound);
  });

  test('a reply needs a comment', async () => {
    const reply = context.as(ada, () => comments().reply({ commentId: newId(), body: 'Hello' }));
    await expect(reply).rejects.toBeInstanceOf(CommentNotFound);
  });

  test('a cursor of another list is refused', async () => {
    const page = comments().list({ postId, cursor: 'bm90IGEgY3Vyc29y' });
    await expect(page).rejects.toBeInstanceOf(InvalidArgument);
  });

  test('a page costs one statement, whatever its size', async () => {
    for (let i = 0; i < 30; i++) await post(String(i));
    for (const limit of [1, 10, 30]) {
      const statements = await context.statements(() => comments().list({ postId, limit }));
      expect(statements).toHaveLength(1);
    }
  });

  test('a page over HTTP costs one statement and one call to identity, whatever its size', async () => {
    for (const limit of [1, 10, 30]) {
      const before = identity.made.length;
      const statements = await context.statements(async () => {
        const { body } = await context.api.get(`/v1/posts/${postId}/comments?limit=${limit}`);
        expect(body.items).toHaveLength(limit);
      });
      expect([statements.length, identity.made.slice(before)]).toEqual([1, ['profiles']]);
    }
  });

  test('a comment makes one call to posts', async () => {
    const before = posts.made.length;
    await post('One');
    expect(posts.made.slice(before)).toEqual(['summaries']);
  });

  test('posting costs a fixed number of statements', async () => {
    const statements = await context.statements(() => post('One'));
    expect(statements.map((statement) => statement.trim().split(/\s+/).slice(0, 3).join(' '))).toEqual([
      'SELECT fingerprint, result',
      'START TRANSACTION',
      'SET LOCAL statement_timeout',
      'INSERT INTO idempotency',
      'INSERT INTO "comments"."comment"("id",',
      'UPDATE idempotency SET',
      'COMMIT',
    ]);
  });
});
