import { runAs } from '@isomer/framework';
import { type BootedContext, bootContext, callsThatReadMuch } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { PostsModule } from '@isomer/posts';
import { type OwnPostStatus, type PostQuery, PostOrder, PostsApi } from '@isomer/posts/contract';
import { type Start, type Statement, ownPosts, publishedPosts } from '../persistence/post-list';
import { statementsOf } from './statements';

const author = '00000000-0000-7000-8000-000000000001';
const postId = newId();

/** Posts of a hundred authors, in ten languages, with tags that many and few have; one of twenty is a draft. */
const fill = `
  INSERT INTO post (id, author_id, title, body, html, locale, tags, slug, source, created_at, published_at, deleted_at, revision)
  SELECT gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad((n % 100)::text, 12, '0'))::uuid,
    'Title ' || n, 'Some text on number' || n || ' and thing' || n % 500, '', 'l' || n % 10,
    ARRAY['often', 'tag' || n % 400], 'title-' || n, 'post ' || n, moment,
    CASE WHEN n % 20 <> 0 THEN moment END, CASE WHEN n % 200 = 0 THEN moment END, 51
  FROM generate_series(1, 20000) n, LATERAL (SELECT timestamptz '2020-01-01' + make_interval(hours => n) AS moment) m`;

const filters: Partial<PostQuery>[] = [
  {},
  { authorId: author },
  { tag: 'often' },
  { tag: 'tag7' },
  { locale: 'l3' },
  { q: 'thing77' },
  { q: 'text' },
  { publishedFrom: '2021-01-01T00:00:00Z', publishedBefore: '2021-02-01T00:00:00Z' },
  { authorId: author, tag: 'often', locale: 'l1', q: 'text' },
];

const starts: Record<PostOrder, Start> = {
  newest: { publishedAt: '2021-01-15T00:00:00Z', id: newId() },
  oldest: { publishedAt: '2021-01-15T00:00:00Z', id: newId() },
  updated: { updatedAt: '2021-01-15T00:00:00Z', id: newId() },
  'most-commented': { commentCount: '10', id: newId() },
};

describe('no list reads all posts', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(PostsModule);
    for (const statement of [
      fill,
      `UPDATE post SET id = '${postId}' WHERE title = 'Title 1'`,
      `INSERT INTO post_slug (slug, post_id) SELECT slug, id FROM post`,
      `INSERT INTO post_revision SELECT id, n, title, body, locale, tags, created_at FROM post, generate_series(1, 50) n
       WHERE author_id = '${author}' OR author_id = '00000000-0000-7000-8000-000000000002'`,
      `INSERT INTO post_preview (id, post_id, secret_digest, created_at, expires_at)
       SELECT gen_random_uuid(), id, sha256(id::text::bytea), now(), now() + interval '1 day' FROM post`,
      `INSERT INTO post_tag (tag, post_id) SELECT unnest(tags), id FROM post WHERE published_at IS NOT NULL`,
      `INSERT INTO post_comment_total SELECT id, (random() * 50)::int FROM post WHERE published_at IS NOT NULL`,
      'ANALYZE',
    ])
      await statementsOf(context, statement);
  });
  afterAll(() => context.close());

  const assertIndexed = async ({ text, values }: Statement) => {
    const lines = await statementsOf(context, `EXPLAIN ${text}`, values);
    const plan = lines.map((line) => line['QUERY PLAN']).join('\n');
    if (plan.includes('Seq Scan')) throw new Error(`${text}\n${JSON.stringify(values)}\n${plan}`);
  };

  test.each(PostOrder.options)('in the order of %s, whatever is asked for', async (order) => {
    for (const filter of filters)
      for (const after of [undefined, starts[order]])
        await assertIndexed(publishedPosts({ ...filter, order }, 21, after));
  });

  test.each<OwnPostStatus | undefined>([undefined, 'draft', 'scheduled', 'published', 'deleted'])(
    'of a member’s own that are %s',
    async (status) => {
      for (const after of [undefined, newId()])
        await assertIndexed(ownPosts({ authorId: author, status }, 21, after));
    },
  );

  type Page = Promise<{ next?: string }>;
  const posts = () => context.client(PostsApi);
  /** A page, and that after it. */
  async function twoPages(list: (cursor?: string) => Page): Promise<void> {
    const { next } = await list();
    expect(next).toBeDefined();
    await list(next);
  }
  const own = <T>(work: () => Promise<T>) => context.as(author, work);
  const platform = <T>(work: () => Promise<T>) =>
    runAs({ operation: 'test', principal: { kind: 'system', name: 'test' } }, work);

  const asked: Record<string, () => Promise<unknown>> = {
    list: async () => {
      for (const order of PostOrder.options) await twoPages((cursor) => posts().list({ order, cursor }));
    },
    mine: () => own(() => twoPages((cursor) => posts().mine({ cursor }))),
    tags: () => twoPages((cursor) => posts().tags({ cursor })),
    feed: async () => {
      for (const filter of [{}, { tag: 'tag7' }, { authorId: author }]) await posts().feed(filter);
    },
    summaries: () => posts().summaries({ ids: [postId, newId()] }),
    revisions: () => own(() => twoPages((cursor) => posts().revisions({ id: postId, cursor }))),
    revision: () => own(() => posts().revision({ id: postId, revision: 51 })),
    bySlug: () => posts().bySlug({ slug: 'title-77' }),
    previews: () => own(() => posts().previews({ id: postId })),
    publishScheduled: () =>
      platform(() => posts().publishScheduled({ id: postId, publishAt: '2020-01-01T00:00:00Z' })),
    renderOlder: () => platform(() => posts().renderOlder({})),
    republish: () => platform(() => posts().republish({})),
    purgeDeleted: () => platform(() => posts().purgeDeleted({})),
    import: () =>
      platform(() =>
        posts().import({ source: 'post 77', authorId: author, title: 'Title 77', body: 'Text' }),
      ),
  };

  test.each(Object.entries(asked))('for %s', async (_, ask) => {
    expect(await context.wasteful(ask)).toEqual([]);
  });

  test('and every call that reads much is looked at', () => {
    expect(Object.keys(asked)).toEqual(expect.arrayContaining(callsThatReadMuch(PostsApi)));
  });
});
