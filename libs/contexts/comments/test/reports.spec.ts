import { CommentsModule } from '@isomer/comments';
import { CommentNotFound, CommentsApi, ReportNotFound, ReportedAlready } from '@isomer/comments/contract';
import { PermissionDenied, runAs } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { publishedPosts } from './neighbours';

const [ada, postId] = [newId(), newId()];
const moderator = { kind: 'member', id: newId(), roles: ['moderator'] } as const;

describe('reports', () => {
  let context: BootedContext;
  beforeEach(async () => {
    context = await bootContext(CommentsModule, { fakes: [publishedPosts([postId])] });
  });
  afterEach(() => context.close());
  const comments = () => context.client(CommentsApi);
  const say = (body: string) => context.as(ada, () => comments().post({ postId, body }));
  const report = (commentId: string, who = newId()) =>
    context.as(who, () => comments().report({ commentId, reason: 'Spam' }));
  const asMod = <T>(work: () => Promise<T>) => runAs({ operation: 'test', principal: moderator }, work);
  const open = async () => (await asMod(() => comments().reports({}))).items;
  const resolve = (id: string, outcome: 'dismissed' | 'removed') =>
    asMod(() => comments().resolve({ id, outcome }));

  test('of a comment are one a person, however often at once', async () => {
    const { id } = await say('Buy this');
    const bob = newId();
    const tried = await Promise.allSettled(Array.from({ length: 5 }, () => report(id, bob)));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of tried)
      if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(ReportedAlready);
    expect(await open()).toMatchObject([
      { commentId: id, reporterId: bob, reason: 'Spam', comment: { body: 'Buy this' } },
    ]);
    await expect(report(newId())).rejects.toBeInstanceOf(CommentNotFound);
  });

  test('are resolved together: the comment is removed and no longer counted', async () => {
    const [bad, other] = [await say('Buy this'), await say('Hello')];
    const [one, , third] = [await report(bad.id), await report(bad.id), await report(other.id)];
    expect(await resolve(one.id, 'removed')).toEqual({ ...one, outcome: 'removed' });
    expect(await open()).toMatchObject([{ id: third.id }]);
    expect(await comments().read({ id: bad.id })).toMatchObject({ status: 'removed' });
    expect((await context.published()).at(-1)).toEqual({
      name: 'comments.counted',
      payload: { postId, count: 1 },
    });
    await expect(report(bad.id)).rejects.toBeInstanceOf(CommentNotFound);
  });

  test('are dismissed, which changes nothing, and stay as they were resolved first', async () => {
    const { id } = await say('Hello');
    const one = await report(id);
    expect(await resolve(one.id, 'dismissed')).toMatchObject({ outcome: 'dismissed' });
    expect(await resolve(one.id, 'dismissed')).toMatchObject({ outcome: 'dismissed' });
    expect(await open()).toEqual([]);
    expect(await comments().read({ id })).toMatchObject({ status: 'visible' });
    await expect(resolve(newId(), 'dismissed')).rejects.toBeInstanceOf(ReportNotFound);
  });

  test('come page by page, the oldest first, for moderators', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push((await report((await say(String(i))).id)).id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await asMod(() => comments().reports({ cursor, limit: 2 }));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual(ids);
    await expect(context.as(ada, () => comments().reports({}))).rejects.toBeInstanceOf(PermissionDenied);
    const attempt = context.as(ada, () => comments().resolve({ id: ids[0]!, outcome: 'removed' }));
    await expect(attempt).rejects.toBeInstanceOf(PermissionDenied);
  });
});
