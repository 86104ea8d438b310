import { CommentsHttpModule, CommentsModule } from '@isomer/comments';
import {
  type Comment,
  CommentNotFound,
  CommentsApi,
  EditedTooLate,
  NotKept,
  NotTheCommenter,
  ThreadLocked,
  ThreadNotFound,
  nil,
} from '@isomer/comments/contract';
import { Outdated, PermissionDenied, runAs } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { publishedPosts, strangers } from './neighbours';

const [ada, bob, mod, postId] = [newId(), newId(), newId(), newId()];
const moderator = { kind: 'member', id: mod, roles: ['moderator'] } as const;

describe('what was said', () => {
  let context: BootedContext;
  beforeEach(async () => {
    const fakes = [publishedPosts([postId]), strangers()];
    context = await bootContext(CommentsModule, { fakes, http: [CommentsHttpModule] });
  });
  afterEach(() => context.close());
  const comments = () => context.client(CommentsApi);
  const say = (body = 'Hello') => context.as(ada, () => comments().post({ postId, body }));
  const asMod = <T>(work: () => Promise<T>) => runAs({ operation: 'test', principal: moderator }, work);
  const asSystem = <T>(work: () => Promise<T>) =>
    runAs({ operation: 'test', principal: { kind: 'system', name: 'test' } }, work);
  const sql = (statement: string) =>
    context.module.get<DataSource>(getDataSourceToken('comments')).query(statement);
  const counts = async () =>
    (await context.published())
      .filter(({ name }) => name === 'comments.counted')
      .map(({ payload }) => payload);

  describe('is edited', () => {
    const edit = (id: string, body: string, ifRevision?: number[], who = ada) =>
      context.as(who, () => comments().edit({ id, body, ifRevision }));

    test('by its author, for a while', async () => {
      const { id, createdAt } = await say();
      const edited = await edit(id, 'Hello *again*');
      expect(edited).toMatchObject({
        body: 'Hello *again*',
        html: '<p>Hello <em>again</em></p>\n',
        revision: 2,
        createdAt,
      });
      expect(Date.parse(edited.editedAt!)).toBeGreaterThanOrEqual(Date.parse(createdAt));
      expect(await comments().read({ id })).toEqual(edited);
      await expect(edit(id, 'Mine', undefined, bob)).rejects.toBeInstanceOf(NotTheCommenter);
      await expect(edit(newId(), 'Nothing')).rejects.toBeInstanceOf(CommentNotFound);
      await sql(`UPDATE comment SET created_at = created_at - interval '15 minutes'`);
      await expect(edit(id, 'Too late')).rejects.toBeInstanceOf(EditedTooLate);
    });

    test('as it was read, if that is asked for: of many at once one', async () => {
      const { id } = await say();
      const tried = await Promise.allSettled(Array.from({ length: 5 }, (_, i) => edit(id, `Edit ${i}`, [1])));
      expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const each of tried) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(Outdated);
      expect(await comments().read({ id })).toMatchObject({ revision: 2 });
    });
  });

  describe('is deleted', () => {
    const remove = (id: string, who = ada) => context.as(who, () => comments().delete({ id }));

    test('by its author: its place stays, without author and text, and it is no longer counted', async () => {
      const { id } = await say('A secret');
      const reply = await context.as(bob, () => comments().reply({ commentId: id, body: 'Oh' }));
      expect(await remove(id)).toMatchObject({ id, status: 'deleted', authorId: nil, replyCount: 1 });
      await remove(id);
      const { body } = await context.api.get(`/v1/posts/${postId}/comments`);
      expect(body.items).toMatchObject([
        { id, status: 'deleted' },
        { id: reply.id, parentId: id },
      ]);
      expect(JSON.stringify(body)).not.toContain('A secret');
      for (const field of ['author', 'authorId', 'body', 'html'])
        expect(body.items[0]).not.toHaveProperty(field);
      expect(await sql(`SELECT id FROM comment WHERE body LIKE '%secret%' OR html LIKE '%secret%'`)).toEqual(
        [],
      );
      expect(await counts()).toEqual([{ postId, count: 1 }]);
      expect(await comments().thread({ id: postId })).toMatchObject({ commentCount: 1 });
    });

    test('by a moderator, and by nobody else', async () => {
      const { id } = await say();
      await expect(remove(id, bob)).rejects.toBeInstanceOf(NotTheCommenter);
      expect(await asMod(() => comments().delete({ id }))).toMatchObject({ status: 'removed' });
      await expect(remove(newId())).rejects.toBeInstanceOf(CommentNotFound);
    });

    test('and takes no vote, no edit and no reply then', async () => {
      const { id } = await say();
      await remove(id);
      const attempts = [
        context.as(bob, () => comments().vote({ commentId: id, value: 1 })),
        context.as(ada, () => comments().edit({ id, body: 'Again' })),
        context.as(bob, () => comments().reply({ commentId: id, body: 'Oh' })),
      ];
      for (const each of attempts) await expect(each).rejects.toBeInstanceOf(CommentNotFound);
    });

    test('while others reply: each reply is there and counted, or refused', async () => {
      const { id } = await say();
      const replies = Array.from({ length: 10 }, () =>
        context.as(bob, () => comments().reply({ commentId: id, body: 'Oh' })),
      );
      const tried = Promise.allSettled(replies);
      await remove(id);
      const made = (await tried).filter(({ status }) => status === 'fulfilled').length;
      for (const each of await tried)
        if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(CommentNotFound);
      expect(await comments().read({ id })).toMatchObject({ replyCount: made });
      expect(await comments().thread({ id: postId })).toMatchObject({ commentCount: made });
    });
  });

  describe('is restored', () => {
    const restore = (id: string) => asMod(() => comments().restore({ id }));

    test('as it was, by a moderator, and counted again', async () => {
      const comment: Comment = await say();
      await context.as(ada, () => comments().delete({ id: comment.id }));
      expect(await restore(comment.id)).toEqual({ ...comment, revision: 3 });
      expect(await restore(comment.id)).toEqual({ ...comment, revision: 3 });
      expect(await counts()).toEqual([
        { postId, count: 0 },
        { postId, count: 1 },
      ]);
      await expect(context.as(ada, () => comments().restore({ id: comment.id }))).rejects.toBeInstanceOf(
        PermissionDenied,
      );
      await expect(restore(newId())).rejects.toBeInstanceOf(CommentNotFound);
    });

    test('for thirty days', async () => {
      const [old, young] = [await say(), await say()];
      for (const { id } of [old, young]) await asMod(() => comments().delete({ id }));
      await sql(
        `UPDATE hidden_text SET hidden_at = hidden_at - interval '30 days' WHERE comment_id = '${old.id}'`,
      );
      expect(await asSystem(() => comments().purgeHidden({}))).toEqual({ purged: 1 });
      await expect(restore(old.id)).rejects.toBeInstanceOf(NotKept);
      expect(await restore(young.id)).toMatchObject({ status: 'visible' });
    });
  });

  describe('ends when its thread is locked', () => {
    test('by a moderator, until it is unlocked', async () => {
      const comment = await say();
      const lock = () => comments().lock({ threadId: postId });
      await expect(context.as(ada, lock)).rejects.toBeInstanceOf(PermissionDenied);
      expect(await asMod(lock)).toMatchObject({ locked: true, commentCount: 1 });
      expect(await asMod(lock)).toMatchObject({ locked: true });
      const attempts = [
        say(),
        context.as(ada, () => comments().comment({ threadId: postId, body: 'Hm' })),
        context.as(ada, () => comments().reply({ commentId: comment.id, body: 'Hm' })),
      ];
      for (const each of attempts) await expect(each).rejects.toBeInstanceOf(ThreadLocked);
      expect(await comments().thread({ id: postId })).toMatchObject({ locked: true, commentCount: 1 });
      expect(await asMod(() => comments().unlock({ threadId: postId }))).toMatchObject({ locked: false });
      await say();
    });

    test('also before anybody has said anything', async () => {
      expect(await asMod(() => comments().unlock({ threadId: postId }))).toMatchObject({ locked: false });
      await asMod(() => comments().lock({ threadId: postId }));
      await expect(say()).rejects.toBeInstanceOf(ThreadLocked);
      const attempt = asMod(() => comments().lock({ threadId: newId() }));
      await expect(attempt).rejects.toBeInstanceOf(ThreadNotFound);
    });
  });

  test('is counted for many threads with one statement', async () => {
    const page = await context.as(ada, () => comments().openThread({ url: 'https://example.com/a' }));
    await context.as(ada, () => comments().comment({ threadId: page.id, body: 'One' }));
    await say();
    await say();
    const unknown = newId();
    const urls = ['http://example.com/a/', 'https://example.com/b', 'https://example.com/a#top'];
    const ask = () => comments().counts({ threadIds: [unknown, postId], urls });
    expect(await ask()).toEqual({
      threads: [
        { threadId: unknown, count: 0 },
        { threadId: postId, count: 2 },
      ],
      urls: [
        { url: urls[0], threadId: page.id, count: 1 },
        { url: urls[1], count: 0 },
        { url: urls[2], threadId: page.id, count: 1 },
      ],
    });
    expect(await context.statements(ask)).toHaveLength(1);
    const { status, body } = await context.api.post('/v1/threads/counts', { urls: ['https://a:99999/'] });
    expect([status, body.violations[0].pointer]).toEqual([400, '/urls/0']);
  });

  test.each([
    'Z̸̢a̴l̶g̷o̵'.repeat(900),
    '\u202Ertl\u202C \u2066x\u2069',
    '\u200b',
    '\u0000',
    '[x](javascript:alert(1))',
  ])('may be anything, or is refused: %#', async (body) => {
    const { id } = await say();
    // Nobody is logged in over HTTP here, so this asks as the edge does.
    const tried = await Promise.allSettled([
      context.as(bob, () => comments().post({ postId, body })),
      context.as(bob, () => comments().reply({ commentId: id, body })),
      context.as(ada, () => comments().edit({ id, body })),
    ]);
    for (const each of tried) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'invalid-argument' });
      else expect(each.value.body).toBe(body);
    }
  });
});
