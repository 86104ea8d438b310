import { CommentsModule } from '@isomer/comments';
import { CommentsApi, type Order } from '@isomer/comments/contract';
import { runAs } from '@isomer/framework';
import { type BootedContext, bootContext, callsThatReadMuch } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import pg from 'pg';
import { publishedPosts } from './neighbours';

const [ada, page, post, long] = [newId(), newId(), newId(), newId()];
const url = 'https://example.com/long';

/** Two threads of 20,000 comments, of which one has 10,000 replies, beside 5,000 others; and what is kept of them. */
const fill = [
  `INSERT INTO thread (id, url, given_url, comment_count, last_position)
   VALUES ('${page}', '${url}', '${url}', 20000, 20000)`,
  `INSERT INTO thread (id, post_id, comment_count, last_position) VALUES ('${post}', '${post}', 20000, 20000)`,
  `INSERT INTO thread (id, post_id) SELECT id, id FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 5000)) x`,
  `INSERT INTO comment (id, thread_id, post_id, position, depth, parent_id, author_id, body, html, created_at, up, down, source)
   SELECT CASE WHEN n = 1 AND t = '${page}' THEN '${long}' ELSE gen_random_uuid() END, t, nullif(t, '${page}'), n,
     (n % 2 = 0 AND t = '${page}')::int, CASE WHEN n % 2 = 0 AND t = '${page}' THEN '${long}'::uuid END, gen_random_uuid(),
     'Text', 'Text', timestamptz '2020-01-01' + n * interval '1 minute', n % 17, n % 5, t || ' ' || n
   FROM unnest(ARRAY['${page}', '${post}']::uuid[]) t, generate_series(1, 20000) n`,
  `INSERT INTO vote SELECT id, gen_random_uuid(), 1 FROM comment`,
  `INSERT INTO report (id, comment_id, reporter_id, reason, created_at, outcome)
   SELECT gen_random_uuid(), id, author_id, 'Spam', created_at, CASE WHEN position % 10 > 0 THEN 'dismissed' END FROM comment`,
  `INSERT INTO hidden_text SELECT id, 'Text', now() - position % 60 * interval '1 day' FROM comment`,
  'ANALYZE thread, comment, vote, report, hidden_text',
];

describe('no list of comments reads or sorts all of them', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(CommentsModule, { fakes: [publishedPosts([post])] });
    const client = new pg.Client({
      connectionString: context.database.url,
      options: '-c search_path=comments',
    });
    await client.connect();
    for (const statement of fill) await client.query(statement);
    await client.end();
  });
  afterAll(() => context.close());
  const comments = () => context.client(CommentsApi);

  type Page = Promise<{ next?: string }>;
  /** A page, and that after it. */
  async function twoPages(list: (cursor?: string) => Page): Promise<void> {
    const { next } = await list();
    expect(next).toBeDefined();
    await list(next);
  }
  async function inOrders(list: (order: Order, cursor?: string) => Page): Promise<void> {
    for (const order of ['oldest', 'newest', 'best'] as const)
      await twoPages((cursor) => list(order, cursor));
  }
  const member = <T>(work: () => Promise<T>) => context.as(ada, work);
  const platform = <T>(work: () => Promise<T>) =>
    runAs({ operation: 'test', principal: { kind: 'system', name: 'test' } }, work);

  const asked: Record<string, () => Promise<unknown>> = {
    list: () => member(() => twoPages((cursor) => comments().list({ postId: post, cursor }))),
    inThread: () =>
      member(() => inOrders((order, cursor) => comments().inThread({ threadId: page, order, cursor }))),
    replies: () =>
      member(() => inOrders((order, cursor) => comments().replies({ commentId: long, order, cursor }))),
    watch: async () => {
      for await (const _ of comments().watch({ threadId: page, after: 10_000 })) break;
    },
    counts: () => comments().counts({ threadIds: [post, newId()], urls: [url] }),
    reports: () => platform(() => twoPages((cursor) => comments().reports({ cursor }))),
    export: () => platform(() => twoPages((cursor) => comments().export({ cursor }))),
    purgeHidden: () => platform(() => comments().purgeHidden({})),
    republish: () => platform(() => comments().republish({})),
    import: () =>
      platform(() =>
        comments().import({
          source: 'new',
          parentSource: `${page} 1`,
          thread: { url },
          author: { name: 'Guest' },
          body: 'Text',
          createdAt: '2020-01-01T00:00:00.000Z',
        }),
      ),
  };

  test.each(Object.entries(asked))('%s', async (_, ask) => {
    expect(await context.wasteful(ask)).toEqual([]);
  });

  test('every call that reads much is looked at', () => {
    expect(Object.keys(asked)).toEqual(expect.arrayContaining(callsThatReadMuch(CommentsApi)));
  });
});
