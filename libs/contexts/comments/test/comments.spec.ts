import { CommentsHttpModule, CommentsModule } from '@isomer/comments';
import { CommentNotFound, CommentsApi } from '@isomer/comments/contract';
import { InvalidArgument, PermissionDenied, Unauthenticated, runAs } from '@isomer/framework';
import { type BootedContext, bootContext, fake } from '@isomer/framework/testing';
import { IdentityApi } from '@isomer/identity/contract';
import { newId } from '@isomer/kernel';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { PostNotFound, type PostSummary, PostsApi } from '@isomer/posts/contract';

const ada = newId();
const postId = newId();
const quietId = newId();
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
  summaries: async ({ ids }) => ({
    posts: [postId, quietId].some((id) => ids.includes(id)) ? [published] : [],
  }),
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

  test('a comment and a reply are published, without what they say', async () => {
    const comment = await post('Hello');
    const reply = await context.as(ada, () => comments().reply({ commentId: comment.id, body: 'Hi' }));
    const payloads = (await context.published()).slice(-2);
    expect(payloads).toEqual([
      { name: 'comments.posted', payload: { id: comment.id, postId, authorId: ada } },
      { name: 'comments.posted', payload: { id: reply.id, postId, parentId: comment.id, authorId: ada } },
    ]);
  });

  test('published anew is the number of comments of each post that has any, page by page', async () => {
    const { module } = context;
    const source = module.get<DataSource>(getDataSourceToken('comments'));
    await source.query(
      `INSERT INTO comment (id, post_id, depth, author_id, body, created_at)
       SELECT gen_random_uuid(), lpad(n::text, 32, '0')::uuid, 0, $1, 'Text', now()
       FROM generate_series(1, 250) AS n, generate_series(1, 2)`,
      [ada],
    );
    const before = (await context.published()).length;
    const system = { operation: 'test', principal: { kind: 'system', name: 'test' } as const };
    let after: string | undefined;
    let keys = 0;
    do {
      const page = await runAs(system, () => comments().republish({ after }));
      keys += page.keys;
      after = page.next;
    } while (after);
    const counted = (await context.published()).slice(before);
    expect(counted).toHaveLength(keys);
    const [one] = counted.filter(({ payload }) => (payload as { postId: string }).postId.endsWith('0250'));
    expect(one).toEqual({
      name: 'comments.counted',
      payload: { postId: '00000000-0000-0000-0000-000000000250', count: 2 },
    });
    expect(
      counted.filter(({ payload }) => (payload as { count: number }).count === 2).length,
    ).toBeGreaterThanOrEqual(250);
    await expect(context.as(ada, () => comments().republish({}))).rejects.toBeInstanceOf(PermissionDenied);
  });

  test('nobody comments without logging in', async () => {
    await expect(comments().post({ postId, body: 'Hello' })).rejects.toBeInstanceOf(Unauthenticated);
  });

  test('a post that is not published takes no comments', async () => {
    const unknown = context.as(ada, () => comments().post({ postId: newId(), body: 'Hello' }));
    await expect(unknown).rejects.toBeInstanceOf(PostNotFound);
  });

  test('a post that is not published has no list of comments, and one without comments has an empty one', async () => {
    await expect(comments().list({ postId: newId() })).rejects.toBeInstanceOf(PostNotFound);
    expect(await comments().list({ postId: quietId })).toEqual({ items: [] });
  });

  test('a list that has comments costs no call to posts', async () => {
    await post('Hello');
    const before = posts.made.length;
    await comments().list({ postId });
    expect(posts.made.slice(before)).toEqual([]);
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
      'INSERT INTO thread',
      'INSERT INTO comment',
      'UPDATE idempotency SET',
      'WITH lanes AS',
      'COMMIT',
    ]);
  });
});
