import { CommentsHttpModule, CommentsModule } from '@isomer/comments';
import { CommentNotFound, CommentsApi, ThreadNotFound, nil } from '@isomer/comments/contract';
import { InvalidArgument, Unauthenticated } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { publishedPosts, strangers } from './neighbours';

const ada = newId();
const postId = newId();

describe('a thread', () => {
  let context: BootedContext;
  beforeAll(async () => {
    const fakes = [publishedPosts([postId]), strangers()];
    context = await bootContext(CommentsModule, { fakes, http: [CommentsHttpModule] });
  });
  afterAll(() => context.close());
  const comments = () => context.client(CommentsApi);
  const asAda = <T>(work: () => Promise<T>) => context.as(ada, work);
  const open = (url: string, title?: string) => asAda(() => comments().openThread({ url, title }));
  const say = (threadId: string, body: string) => asAda(() => comments().comment({ threadId, body }));

  test('of a page is one, by whichever of its addresses it is asked for', async () => {
    const thread = await open('http://Example.com/one/?utm_source=x#top', 'One');
    expect(thread).toEqual({
      id: thread.id,
      url: 'http://Example.com/one/?utm_source=x#top',
      address: 'https://example.com/one',
      title: 'One',
      commentCount: 0,
      lastPosition: 0,
      locked: false,
    });
    expect(await open('https://example.com/one', 'Another title')).toEqual(thread);
    expect(await comments().threadOf({ url: 'https://example.com/one/' })).toEqual(thread);
    expect(await comments().thread({ id: thread.id })).toEqual(thread);
  });

  test('is made once, however many open it at once', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => open('https://example.com/race')));
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
  });

  test('of a page is opened by who is logged in, and of an address that is one', async () => {
    await expect(comments().openThread({ url: 'https://example.com/x' })).rejects.toBeInstanceOf(
      Unauthenticated,
    );
    for (const url of ['https://', 'https://me:secret@example.com', 'https://a:99999/'])
      await expect(open(url)).rejects.toBeInstanceOf(InvalidArgument);
    const { status, body } = await context.api.get('/v1/threads?url=https://me:secret@example.com');
    expect([status, body.violations[0].pointer]).toEqual([400, '/url']);
    await expect(comments().threadOf({ url: 'https://example.com/unknown' })).rejects.toBeInstanceOf(
      ThreadNotFound,
    );
  });

  test('of a page takes comments, which are nobody else’s events', async () => {
    const { id } = await open('https://example.com/talk');
    const before = (await context.published()).length;
    const comment = await say(id, 'Well *said*.');
    expect(comment).toMatchObject({ postId: nil, threadId: id, html: '<p>Well <em>said</em>.</p>\n' });
    const reply = await asAda(() => comments().reply({ commentId: comment.id, body: 'Thanks' }));
    expect(reply).toMatchObject({ threadId: id, parentId: comment.id });
    expect(await comments().thread({ id })).toMatchObject({ commentCount: 2 });
    expect((await context.published()).length).toBe(before);
    const { body } = await context.api.get(`/v1/threads/${id}/comments`);
    expect(body.items).toMatchObject([{ id: comment.id, replyCount: 1, authorId: ada }]);
    expect(body.items[0]).not.toHaveProperty('postId');
  });

  test('of a published post has its id, and is there before anybody has said anything', async () => {
    expect(await comments().thread({ id: postId })).toMatchObject({ id: postId, postId, commentCount: 0 });
    expect(await comments().inThread({ threadId: postId })).toEqual({ items: [] });
    const comment = await say(postId, 'First');
    expect(comment).toMatchObject({ postId, threadId: postId });
    expect((await comments().list({ postId })).items).toEqual([comment]);
    expect(await comments().thread({ id: postId })).toMatchObject({ commentCount: 1 });
    const other = newId();
    await expect(comments().thread({ id: other })).rejects.toBeInstanceOf(ThreadNotFound);
    await expect(comments().inThread({ threadId: other })).rejects.toBeInstanceOf(ThreadNotFound);
    await expect(say(other, 'Hm')).rejects.toBeInstanceOf(ThreadNotFound);
  });

  test('lists comments without replies, and these by themselves', async () => {
    const { id } = await open('https://example.com/levels');
    const [one, two] = [await say(id, 'One'), await say(id, 'Two')];
    const reply = (commentId: string, body: string) => asAda(() => comments().reply({ commentId, body }));
    const below = await reply(one.id, 'Below one');
    await reply(below.id, 'Deeper');
    const bodies = async (page: Promise<{ items: { body: string; replyCount?: number }[] }>) =>
      (await page).items.map(({ body, replyCount }) => [body, replyCount]);
    expect(await bodies(comments().inThread({ threadId: id }))).toEqual([
      ['One', 1],
      ['Two', 0],
    ]);
    expect(await bodies(comments().inThread({ threadId: id, order: 'newest', limit: 1 }))).toEqual([
      ['Two', 0],
    ]);
    expect(await bodies(comments().replies({ commentId: one.id }))).toEqual([['Below one', 1]]);
    expect(await comments().replies({ commentId: two.id })).toEqual({ items: [] });
    await expect(comments().replies({ commentId: newId() })).rejects.toBeInstanceOf(CommentNotFound);
  });

  test('gives positions in the order of commits, however many comment at once', async () => {
    const { id } = await open('https://example.com/positions');
    await Promise.all(Array.from({ length: 20 }, (_, i) => say(id, String(i))));
    const rows = await context.module
      .get<DataSource>(getDataSourceToken('comments'))
      .query(`SELECT position FROM comments.comment WHERE thread_id = '${id}' ORDER BY position`);
    expect(rows.map(({ position }: { position: number }) => position)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    expect(await comments().thread({ id })).toMatchObject({ commentCount: 20 });
  });
});
