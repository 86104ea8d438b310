import { CommentsHttpModule, CommentsModule } from '@isomer/comments';
import { CommentsApi, ThreadNotFound, type Watched } from '@isomer/comments/contract';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { HttpAdapterHost } from '@nestjs/core';
import { publishedPosts, strangers } from './neighbours';

const [ada, postId] = [newId(), newId()];
const identity = strangers();
const fakes = [publishedPosts([postId]), identity];

describe('watching a thread', () => {
  let context: BootedContext;
  beforeEach(async () => {
    context = await bootContext(CommentsModule, { fakes, http: [CommentsHttpModule] });
  });
  afterEach(() => context.close());
  const comments = (of = context) => of.client(CommentsApi);
  const say = (body: string, of = context) => of.as(ada, () => comments(of).post({ postId, body }));

  async function read(after: number | undefined, count: number): Promise<Watched[]> {
    const seen: Watched[] = [];
    for await (const each of comments().watch({ threadId: postId, after }))
      if (seen.push(each) === count) break;
    return seen;
  }
  const said = (seen: Watched[]) => seen.map(({ position, comment }) => [position, comment.body]);

  test('shows what came after a position, and then what comes', async () => {
    for (const body of ['One', 'Two', 'Three']) await say(body);
    const seen = read(1, 4);
    await say('Four');
    await say('Five');
    expect(said(await seen)).toEqual([
      [2, 'Two'],
      [3, 'Three'],
      [4, 'Four'],
      [5, 'Five'],
    ]);
  });

  test('shows what another process adds', async () => {
    const other = await bootContext(CommentsModule, { fakes, database: context.database });
    try {
      const seen = read(0, 1);
      await say('From elsewhere', other);
      expect(said(await seen)).toEqual([[1, 'From elsewhere']]);
    } finally {
      await other.close();
    }
  });

  test('misses nothing and shows nothing twice, however many comment at once and however often one comes again', async () => {
    const all = Promise.all(Array.from({ length: 40 }, (_, i) => say(String(i))));
    const seen: Watched[] = [];
    while (seen.length < 40)
      seen.push(...(await read(seen.at(-1)?.position ?? 0, Math.min(7, 40 - seen.length))));
    await all;
    expect(seen.map(({ position }) => position)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(new Set(seen.map(({ comment }) => comment.id)).size).toBe(40);
  });

  test('passes by what is no longer shown', async () => {
    const { id } = await say('Gone');
    await say('There');
    await context.as(ada, () => comments().delete({ id }));
    expect(said(await read(0, 1))).toEqual([[2, 'There']]);
  });

  test('asks for the author of a comment once, however many watch over HTTP', async () => {
    const { port } = context.module.get(HttpAdapterHost).httpAdapter.getHttpServer().address();
    const url = `http://127.0.0.1:${port}/v1/threads/${postId}/events?after=0`;
    const before = identity.made.length;
    const readers = await Promise.all(Array.from({ length: 30 }, () => fetch(url)));
    await say('For all');
    for (const { body } of readers) {
      const chunks = body!.pipeThrough(new TextDecoderStream());
      let text = '';
      for await (const chunk of chunks) if ((text += chunk).includes('For all')) break;
      expect(text).toContain('For all');
    }
    expect(identity.made.slice(before)).toEqual(['profiles']);
  });

  test('needs a thread', async () => {
    const values = comments().watch({ threadId: newId() });
    await expect(values.next()).rejects.toBeInstanceOf(ThreadNotFound);
    expect(await context.api.get(`/v1/threads/${newId()}/events`)).toMatchObject({ status: 404 });
    const headers = { 'last-event-id': 'x' };
    expect(await context.api.get(`/v1/threads/${postId}/events`, { headers })).toMatchObject({ status: 400 });
    expect(await context.api.get(`/v1/threads/${postId}/events?after=-1`)).toMatchObject({ status: 400 });
  });

  test('ends when its process does', async () => {
    const values = comments().watch({ threadId: postId, after: 0 });
    const next = values.next();
    await say('One');
    await next;
    const end = values.next();
    await context.close();
    expect(await end).toEqual({ done: true, value: undefined });
    context = await bootContext(CommentsModule, { fakes });
  });
});
