import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { PostsModule } from '@isomer/posts';
import { type OwnPostStatus, type PostQuery, PostOrder } from '@isomer/posts/contract';
import { tagStatement } from '../persistence/listing.repository';
import { type Start, type Statement, ownPosts, publishedPosts } from '../persistence/post-list';
import { statementsOf } from './statements';

const author = '00000000-0000-7000-8000-000000000001';

/** Posts of a hundred authors, in ten languages, with tags that many and few have; one of twenty is a draft. */
const fill = `
  INSERT INTO post (id, author_id, title, body, html, locale, tags, slug, created_at, published_at)
  SELECT gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad((n % 100)::text, 12, '0'))::uuid,
    'Title ' || n, 'Some text on number' || n || ' and thing' || n % 500, '', 'l' || n % 10,
    ARRAY['often', 'tag' || n % 400], 'title-' || n, moment,
    CASE WHEN n % 20 <> 0 THEN moment END
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
      `INSERT INTO post_tag (tag, post_id) SELECT unnest(tags), id FROM post WHERE published_at IS NOT NULL`,
      `INSERT INTO post_comment_total SELECT id, (random() * 50)::int FROM post WHERE published_at IS NOT NULL`,
      'ANALYZE post, post_tag, post_comment_total',
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

  test('nor do tags, that of a slug, and what runs by itself', async () => {
    for (const after of ['', 'often']) await assertIndexed({ text: tagStatement, values: [after, 21] });
    for (const text of [
      `SELECT id FROM post WHERE id = (SELECT post_id FROM post_slug WHERE slug = 'a')`,
      'SELECT id FROM post WHERE html IS NULL ORDER BY id LIMIT 25',
      'SELECT id FROM post WHERE deleted_at < now() ORDER BY deleted_at LIMIT 100',
    ])
      await assertIndexed({ text, values: [] });
  });
});
