import { CommentsModule } from '@isomer/comments';
import { CommentsApi, type ImportedComment, ParentUnknown, nil } from '@isomer/comments/contract';
import { InvalidArgument, PermissionDenied, runAs } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { PostNotFound } from '@isomer/posts/contract';
import { publishedPosts } from './neighbours';

const ada = newId();
const bob = newId();
const moderator = { kind: 'member', id: newId(), roles: ['moderator'] } as const;
const postId = newId();
const posts = publishedPosts([postId]);
const base: ImportedComment = {
  source: 'old/1',
  thread: { postId },
  author: { memberId: ada },
  body: 'It *is*.',
  createdAt: '2020-02-02T00:00:00.000Z',
  status: 'visible',
};

describe('importing a comment', () => {
  let context: BootedContext;
  beforeEach(async () => {
    context = await bootContext(CommentsModule, { fakes: [posts] });
  });
  afterEach(() => context.close());
  const comments = () => context.client(CommentsApi);
  const asImporter = <T>(work: () => Promise<T>) =>
    runAs({ operation: 'import', principal: { kind: 'system', name: 'import' } }, work);
  const asModerator = <T>(work: () => Promise<T>) => runAs({ operation: 'test', principal: moderator }, work);
  const importComment = (change: Partial<ImportedComment> = {}) =>
    asImporter(() => comments().import({ ...base, ...change }));
  const list = async () => (await comments().list({ postId })).items;
  const exported = async () => (await asImporter(() => comments().export({ limit: 100 }))).items;
  const counted = async () => (await context.published()).map(({ name, payload }) => [name, payload]);

  test('creates it once, as it was: the same again leaves it unchanged', async () => {
    const first = await importComment();
    expect(first.outcome).toBe('created');
    const before = await list();
    expect(before).toMatchObject([
      {
        id: first.id,
        authorId: ada,
        body: 'It *is*.',
        html: '<p>It <em>is</em>.</p>\n',
        createdAt: base.createdAt,
      },
    ]);
    expect(await importComment()).toEqual({ id: first.id, outcome: 'unchanged' });
    expect(await list()).toEqual(before);
    expect(await counted()).toEqual([['comments.counted', { postId, count: 1 }]]);
  });

  test.each([
    [{ body: 'Other' }, { body: 'Other', html: '<p>Other</p>\n' }],
    [{ createdAt: '2021-01-01T00:00:00.000Z' }, { createdAt: '2021-01-01T00:00:00.000Z' }],
    [
      { author: { name: 'Grace', url: 'https://g.example' } },
      { guest: { name: 'Grace', url: 'https://g.example' } },
    ],
  ])('%j updates it', async (change, shown) => {
    const { id } = await importComment();
    expect(await importComment(change)).toEqual({ id, outcome: 'updated' });
    expect(await list()).toMatchObject([shown]);
    expect(await importComment(change)).toEqual({ id, outcome: 'unchanged' });
  });

  test('a guest has a name, and the e-mail address is shown to nobody', async () => {
    const emailHash = 'a'.repeat(64);
    await importComment({ author: { name: 'Grace', emailHash } });
    const [comment] = await list();
    expect(comment).toMatchObject({ authorId: nil, guest: { name: 'Grace' } });
    expect(JSON.stringify(comment)).not.toContain(emailHash);
    expect(await exported()).toMatchObject([{ author: { name: 'Grace', emailHash } }]);
  });

  test('a reply finds its parent by where that came from, and needs it in its thread', async () => {
    const parent = await importComment();
    const reply = { source: 'old/2', parentSource: 'old/1', createdAt: '2020-02-03T00:00:00.000Z' };
    const { id } = await importComment(reply);
    expect(await list()).toMatchObject([
      { id: parent.id, replyCount: 1 },
      { id, parentId: parent.id },
    ]);
    await expect(importComment({ source: 'old/3', parentSource: 'gone' })).rejects.toBeInstanceOf(
      ParentUnknown,
    );
    const thread = { url: 'https://example.com/a' };
    await expect(importComment({ ...reply, source: 'old/4', thread })).rejects.toBeInstanceOf(ParentUnknown);
  });

  test('what is nested deeper than we nest ends up at the last level', async () => {
    for (let i = 0; i < 25; i++)
      await importComment({ source: `deep/${i}`, parentSource: i > 0 ? `deep/${i - 1}` : undefined });
    const { items } = await comments().list({ postId, limit: 100 });
    const byId = new Map(items.map((each) => [each.id, each]));
    const depth = (id: string | undefined): number =>
      id === undefined ? -1 : 1 + depth(byId.get(id)!.parentId);
    expect(Math.max(...items.map(({ id }) => depth(id)))).toBe(20);
    expect(items).toHaveLength(25);
  });

  test('pages of the same address are one thread, which has a title once one is told', async () => {
    const thread = { url: 'http://Example.com/a/?utm_source=x#top' };
    const one = await importComment({ thread });
    const two = await importComment({
      source: 'old/2',
      thread: { url: 'https://example.com/a', title: 'A' },
    });
    const items = await exported();
    expect(items.map(({ id }) => id)).toEqual([one.id, two.id]);
    expect(new Set(items.map(({ threadId }) => threadId)).size).toBe(1);
    expect(items[1]!.thread).toEqual({ url: thread.url, title: 'A' });
    expect(await context.published()).toEqual([]);
  });

  test.each(['spam', 'deleted'] as const)(
    'what is %s shows nothing, and is kept for a while',
    async (status) => {
      const createdAt = new Date().toISOString();
      await importComment({ status, createdAt });
      expect(JSON.stringify(await list())).not.toContain(base.body);
      expect(await exported()).toMatchObject([{ status, body: base.body }]);
      await importComment({ status, source: 'old/2' });
      expect((await exported())[1]).not.toHaveProperty('body');
      expect((await counted()).at(-1)).toEqual(['comments.counted', { postId, count: 0 }]);
      await importComment({ createdAt });
      expect(await list()).toContainEqual(expect.objectContaining({ body: base.body, status: 'visible' }));
      expect((await counted()).at(-1)).toEqual(['comments.counted', { postId, count: 1 }]);
    },
  );

  test('ten at once create one, and two threads do not get the same comment', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => importComment()));
    expect(new Set(outcomes.map(({ id }) => id)).size).toBe(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
    const urls = Array.from({ length: 6 }, (_, i) => ({ url: `https://example.com/${i}` }));
    const tried = await Promise.allSettled(urls.map((thread) => importComment({ source: 'torn', thread })));
    expect((await exported()).filter(({ source }) => source === 'torn')).toHaveLength(1);
    for (const each of tried)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'aborted' });
  });

  test('everything that is exported can be imported elsewhere, and is the same there', async () => {
    await importComment({ createdAt: new Date().toISOString(), author: { name: 'Grace' } });
    await importComment({
      source: 'old/2',
      parentSource: 'old/1',
      status: 'deleted',
      createdAt: new Date().toISOString(),
    });
    await importComment({ source: 'x'.repeat(1_000), thread: { url: 'https://example.com/b', title: 'B' } });
    const known = await exported();
    const strip = (all: typeof known) =>
      all.map(({ id: _, threadId: _t, parentId: _p, ...rest }) => JSON.stringify(rest)).sort();
    const other = await bootContext(CommentsModule, { fakes: [posts] });
    try {
      const there = other.client(CommentsApi);
      await asImporter(async () => {
        for (const { source, thread, parentSource, author, body, createdAt, status } of known)
          await there.import({
            source: source!,
            thread,
            parentSource,
            author,
            body: body!,
            createdAt,
            status: status as 'visible',
          });
      });
      expect(strip((await asImporter(() => there.export({}))).items)).toEqual(strip(known));
    } finally {
      await other.close();
    }
  });

  test('what was written here keeps its id elsewhere, with all that it has, and is imported once', async () => {
    const first = await context.as(ada, () => comments().post({ postId, body: 'First' }));
    const second = await context.as(bob, () => comments().reply({ commentId: first.id, body: 'Second' }));
    await context.as(bob, () => comments().vote({ commentId: first.id, value: 1 }));
    await context.as(ada, () => comments().edit({ id: first.id, body: 'First, edited' }));
    await asModerator(() => comments().delete({ id: second.id }));
    await asModerator(() => comments().lock({ threadId: postId }));
    const known = await exported();
    const sources = known.map(({ id }) => `isomer:${id}`);
    expect(known).toMatchObject([
      { id: first.id, up: 1, editedAt: expect.any(String), threadLocked: true },
      {
        id: second.id,
        parentSource: sources[0],
        body: 'Second',
        status: 'removed',
        hiddenAt: expect.any(String),
      },
    ]);
    const other = await bootContext(CommentsModule, { fakes: [posts] });
    try {
      const there = other.client(CommentsApi);
      const bring = (body?: string) =>
        asImporter(async () => {
          const outcomes: string[] = [];
          for (const { id, status, ...each } of known) {
            const { outcome } = await there.import({
              ...each,
              source: `isomer:${id}`,
              status: status === 'removed' ? 'deleted' : 'visible',
              removed: status === 'removed',
              body: body ?? each.body!,
            });
            outcomes.push(outcome);
          }
          return outcomes;
        });
      expect(await bring()).toEqual(['created', 'created']);
      expect((await asImporter(() => there.export({}))).items).toEqual(known);
      expect(await bring()).toEqual(['unchanged', 'unchanged']);
      expect(await bring('Changed')).toEqual(['updated', 'updated']);
    } finally {
      await other.close();
    }
    // Where it was written it is not changed by what is said of it elsewhere.
    const again = { ...known[0]!, source: sources[0]!, status: 'visible' as const, body: 'Changed' };
    expect(await asImporter(() => comments().import(again))).toEqual({ id: first.id, outcome: 'unchanged' });
    expect(await exported()).toEqual(known);
  });

  test('the export is of one thread, if that is asked for', async () => {
    for (let i = 0; i < 4; i++)
      await importComment({ source: `${i}`, thread: { url: `https://example.com/${i % 2}` } });
    const { threadId } = (await exported())[0]!;
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await asImporter(() => comments().export({ threadId, cursor, limit: 1 }));
      seen.push(...page.items.map((each) => each.threadId));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual([threadId, threadId]);
  });

  test('the export goes on where a page ended', async () => {
    for (let i = 0; i < 7; i++)
      await importComment({ source: `${i}`, thread: { url: `https://example.com/${i % 2}` } });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await asImporter(() => comments().export({ cursor, limit: 3 }));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  test('needs a post that is there, a page that is one, and the platform', async () => {
    await expect(importComment({ thread: { postId: newId() } })).rejects.toBeInstanceOf(PostNotFound);
    const refused = importComment({ thread: { url: 'https://me:secret@example.com/' } });
    await expect(refused).rejects.toBeInstanceOf(InvalidArgument);
    await expect(context.as(ada, () => comments().import(base))).rejects.toBeInstanceOf(PermissionDenied);
    await expect(context.as(ada, () => comments().export({}))).rejects.toBeInstanceOf(PermissionDenied);
  });
});
