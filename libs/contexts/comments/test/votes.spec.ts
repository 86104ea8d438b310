import { CommentsHttpModule, CommentsModule } from '@isomer/comments';
import { type Comment, CommentNotFound, CommentsApi, OwnComment } from '@isomer/comments/contract';
import { Unauthenticated } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { publishedPosts, strangers } from './neighbours';

const [ada, bob, postId] = [newId(), newId(), newId()];

describe('votes', () => {
  let context: BootedContext;
  let comment: Comment;
  beforeAll(async () => {
    const fakes = [publishedPosts([postId]), strangers()];
    context = await bootContext(CommentsModule, { fakes, http: [CommentsHttpModule] });
  });
  afterAll(() => context.close());
  beforeEach(async () => {
    comment = await context.as(ada, () => comments().post({ postId, body: 'Hello' }));
  });
  const comments = () => context.client(CommentsApi);
  const vote = (who: string, value: 1 | -1) =>
    context.as(who, () => comments().vote({ commentId: comment.id, value }));
  const withdraw = (who: string) => context.as(who, () => comments().withdrawVote({ commentId: comment.id }));

  test('count once a person, may be changed and be taken back', async () => {
    expect(await vote(bob, 1)).toEqual({ up: 1, down: 0, vote: 1 });
    expect(await vote(bob, 1)).toEqual({ up: 1, down: 0, vote: 1 });
    expect(await vote(newId(), -1)).toEqual({ up: 1, down: 1, vote: -1 });
    expect(await vote(bob, -1)).toEqual({ up: 0, down: 2, vote: -1 });
    expect(await withdraw(bob)).toEqual({ up: 0, down: 1 });
    expect(await withdraw(bob)).toEqual({ up: 0, down: 1 });
  });

  test('are shown to everybody, and one’s own to oneself, on a page of any size with one statement', async () => {
    await vote(bob, -1);
    const lists = [
      () => comments().list({ postId, limit: 100 }),
      () => comments().inThread({ threadId: postId, limit: 100 }),
    ];
    for (const list of lists) {
      const seen = async () => (await list()).items.find(({ id }) => id === comment.id);
      expect(await seen()).toMatchObject({ up: 0, down: 1 });
      expect(await seen()).not.toHaveProperty('vote');
      expect(await context.as(bob, seen)).toMatchObject({ down: 1, vote: -1 });
      expect(await context.statements(() => context.as(bob, list))).toHaveLength(1);
    }
    expect(await context.as(bob, () => comments().read({ id: comment.id }))).toMatchObject({ vote: -1 });
  });

  test('put what most like for sure before what few like', async () => {
    const [liked, disputed] = [comment, await context.as(ada, () => comments().post({ postId, body: 'Hm' }))];
    for (let i = 0; i < 5; i++) await vote(newId(), 1);
    comment = disputed;
    for (let i = 0; i < 4; i++) await vote(newId(), i % 2 ? 1 : -1);
    const { items } = await comments().inThread({ threadId: postId, order: 'best', limit: 100 });
    const ids = items.map(({ id }) => id);
    expect(ids[0]).toBe(liked.id);
    expect(ids.indexOf(disputed.id)).toBeGreaterThan(0);
  });

  test('are of others, of who is logged in, and on a comment that is there', async () => {
    await expect(vote(ada, 1)).rejects.toBeInstanceOf(OwnComment);
    await expect(comments().vote({ commentId: comment.id, value: 1 })).rejects.toBeInstanceOf(
      Unauthenticated,
    );
    comment = { ...comment, id: newId() };
    await expect(vote(bob, 1)).rejects.toBeInstanceOf(CommentNotFound);
    await expect(withdraw(bob)).rejects.toBeInstanceOf(CommentNotFound);
  });

  test('of twenty people at once are twenty, and twenty of one person at once are one', async () => {
    await Promise.all(Array.from({ length: 20 }, () => vote(newId(), 1)));
    await Promise.all(Array.from({ length: 20 }, () => vote(bob, -1)));
    expect(await vote(bob, -1)).toEqual({ up: 20, down: 1, vote: -1 });
  });

  test('that many change at once are what there is in the end', async () => {
    const people = Array.from({ length: 10 }, () => newId());
    const changes = Array.from({ length: 20 }, (_, i) => {
      const who = people[i % people.length]!;
      return i % 7 === 6 ? withdraw(who) : vote(who, i % 3 ? 1 : -1);
    });
    await Promise.all(changes);
    const rows = await context.module.get<DataSource>(getDataSourceToken('comments')).query(
      `SELECT up, down, (SELECT count(*) FROM comments.vote WHERE comment_id = id AND value = 1)::int AS ups,
         (SELECT count(*) FROM comments.vote WHERE comment_id = id AND value = -1)::int AS downs
       FROM comments.comment WHERE id = '${comment.id}'`,
    );
    const [{ up, down, ups, downs }] = rows as [Record<string, number>];
    expect([up, down]).toEqual([ups, downs]);
    expect(ups! + downs!).toBeGreaterThan(0);
  });
});
