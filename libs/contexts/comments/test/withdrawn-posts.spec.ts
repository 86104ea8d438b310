import { CommentsHttpModule, CommentsModule } from '@isomer/comments';
import { CommentNotFound, CommentsApi, ThreadNotFound } from '@isomer/comments/contract';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { PostNotFound, PostPublished, PostWithdrawn } from '@isomer/posts/contract';
import { publishedPosts, strangers } from './neighbours';

const [ada, bob] = [newId(), newId()];

describe('when a post is there for nobody', () => {
  let context: BootedContext;
  let published: string[];
  let postId: string;
  let said: string;
  const comments = () => context.client(CommentsApi);
  const as = <T>(who: string, work: () => Promise<T>) => context.as(who, work);
  const withdraw = async () => {
    published.length = 0;
    await context.deliver(PostWithdrawn, { postId });
  };
  const publish = async () => {
    published.push(postId);
    await context.deliver(PostPublished, { postId });
  };

  beforeAll(async () => {
    published = [];
    const fakes = [publishedPosts(published), strangers()];
    context = await bootContext(CommentsModule, { fakes, http: [CommentsHttpModule] });
  });
  afterAll(() => context.close());
  beforeEach(async () => {
    postId = newId();
    published.splice(0, published.length, postId);
    said = (await as(ada, () => comments().post({ postId, body: 'Said' }))).id;
    await as(bob, () => comments().reply({ commentId: said, body: 'Replied' }));
  });

  test.each<[string, () => Promise<unknown>, new () => Error]>([
    ['the comments of the post', () => comments().list({ postId }), PostNotFound],
    ['its thread', () => comments().thread({ id: postId }), ThreadNotFound],
    ['what is in the thread', () => comments().inThread({ threadId: postId }), ThreadNotFound],
    ['a comment', () => comments().read({ id: said }), CommentNotFound],
    ['replies', () => comments().replies({ commentId: said }), CommentNotFound],
    ['new comments', () => comments().watch({ threadId: postId, after: 0 }).next(), ThreadNotFound],
    [
      'a reply to one',
      () => as(bob, () => comments().reply({ commentId: said, body: 'B' })),
      CommentNotFound,
    ],
    ['a vote on one', () => as(bob, () => comments().vote({ commentId: said, value: 1 })), CommentNotFound],
    [
      'a report of one',
      () => as(bob, () => comments().report({ commentId: said, reason: 'spam' })),
      CommentNotFound,
    ],
  ])(
    'there is nothing of what was said of it, and it is there again with the post: %s',
    async (_, ask, none) => {
      await ask().catch((error: Error) => expect(error).not.toBeInstanceOf(none));
      await withdraw();
      await expect(ask()).rejects.toBeInstanceOf(none);
      await publish();
      expect((await comments().list({ postId })).items[0]).toMatchObject({ id: said });
    },
  );

  test('nobody comments on it who had just seen it, whether it had comments or not', async () => {
    const fresh = newId();
    published.push(fresh);
    await context.deliver(PostWithdrawn, { postId });
    await context.deliver(PostWithdrawn, { postId: fresh });
    for (const id of [postId, fresh]) {
      const body = 'Too late';
      await expect(as(bob, () => comments().post({ postId: id, body }))).rejects.toBeInstanceOf(PostNotFound);
      await expect(as(bob, () => comments().comment({ threadId: id, body }))).rejects.toBeInstanceOf(
        ThreadNotFound,
      );
    }
    await context.deliver(PostPublished, { postId: fresh });
    await as(bob, () => comments().post({ postId: fresh, body: 'In time' }));
  });

  test('its comments are still their authors’ to change, and moderators’ to judge', async () => {
    const { id: report } = await as(bob, () => comments().report({ commentId: said, reason: 'Rude.' }));
    await withdraw();
    const asModerator = <T>(work: () => Promise<T>) =>
      context.as(bob, work, { principal: { kind: 'member', id: bob, roles: ['moderator'] } });
    expect(await as(ada, () => comments().edit({ id: said, body: 'Edited' }))).toMatchObject({
      body: 'Edited',
    });
    expect(await as(ada, () => comments().delete({ id: said }))).toMatchObject({ status: 'deleted' });
    expect(await asModerator(() => comments().restore({ id: said }))).toMatchObject({ body: 'Edited' });
    expect(await asModerator(() => comments().resolve({ id: report, outcome: 'removed' }))).toMatchObject({
      outcome: 'removed',
    });
  });

  test('its comments can still be imported, and counted when it is there again', async () => {
    await withdraw();
    const imported = {
      source: `test:${newId()}`,
      thread: { postId },
      body: 'From elsewhere',
      createdAt: '2020-01-01T00:00:00.000Z',
      author: { name: 'Eve' },
      status: 'visible' as const,
    };
    await context.as(ada, () => comments().import(imported), {
      principal: { kind: 'system', name: 'import' },
    });
    await publish();
    expect(await comments().thread({ id: postId })).toMatchObject({ commentCount: 3 });
  });
});
