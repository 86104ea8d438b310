import { CommentsModule } from '@isomer/comments';
import { type Comment, CommentsApi, type Order } from '@isomer/comments/contract';
import { InvalidArgument } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId, writeCursor } from '@isomer/kernel';
import pg from 'pg';
import { publishedPosts } from './neighbours';

const [small, large] = [newId(), newId()];
const orders: Order[] = ['oldest', 'newest', 'best'];

interface Plan {
  'Node Type': string;
  'Actual Rows': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

describe('the order of a long thread', () => {
  let context: BootedContext;
  /** With all the time that it needs, which a statement of the platform has not. */
  let database: pg.Client;
  beforeAll(async () => {
    context = await bootContext(CommentsModule, { fakes: [publishedPosts([])] });
    database = new pg.Client({ connectionString: context.database.url, options: '-c search_path=comments' });
    await database.connect();
    await fill(small, 100);
    await fill(large, 100_000);
    // Others, so that nobody reads all of them to find one.
    await database.query(
      `INSERT INTO thread (id, url, given_url) SELECT gen_random_uuid(), n::text, n::text FROM generate_series(1, 2000) AS n`,
    );
    await database.query('INSERT INTO vote SELECT id, gen_random_uuid(), 1 FROM comment');
    await database.query('ANALYZE');
  });
  afterAll(async () => {
    await database.end();
    await context.close();
  });
  const comments = () => context.client(CommentsApi);

  /** Many have the same time and the same votes, so that an order has something to decide by. */
  async function fill(threadId: string, size: number): Promise<void> {
    await database.query(
      `INSERT INTO thread (id, url, given_url, comment_count, last_position)
       VALUES ($1::uuid, 'https://example.com/' || $1, 'https://example.com/' || $1, $2::integer, $2::integer)`,
      [threadId, size],
    );
    await database.query(
      `INSERT INTO comment (id, thread_id, position, depth, author_id, body, html, created_at, up, down)
       SELECT gen_random_uuid(), $1, n, 0, gen_random_uuid(), n::text, n::text,
         timestamptz '2020-01-01' + n / 3 * interval '1 second', n % 17, n % 5 FROM generate_series(1, $2::integer) AS n`,
      [threadId, size],
    );
  }

  const page = (threadId: string, order: Order, cursor?: string, limit = 20) =>
    comments().inThread({ threadId, order, cursor, limit });

  test.each(orders)('%s shows each comment once, in order', async (order) => {
    const items: Comment[] = [];
    let cursor: string | undefined;
    do {
      const { items: more, next } = await page(small, order, cursor, 7);
      items.push(...more);
      cursor = next;
    } while (cursor);
    expect(new Set(items.map(({ id }) => id)).size).toBe(100);
    const wanted = [...items].sort((a, b) => {
      if (order !== 'best') return Date.parse(a.createdAt) - Date.parse(b.createdAt);
      return wilson(b.up!, b.down!) - wilson(a.up!, a.down!);
    });
    if (order === 'newest') wanted.reverse();
    const key = (each: (typeof items)[number]) =>
      order === 'best' ? wilson(each.up!, each.down!).toFixed(9) : each.createdAt;
    expect(items.map(key)).toEqual(wanted.map(key));
  });

  test.each(orders)('%s costs the same at page 1,000 of 100,000 as at page 1 of 100', async (order) => {
    const cursor = await cursorAfter(order, 20_000);
    // The cursor is one that the list gives out.
    expect((await page(large, order, cursor)).items).toHaveLength(20);
    const first = await cost(small, order);
    const late = await cost(large, order, cursor);
    for (const { nodes, blocks } of [first, late]) {
      expect(nodes.filter((node) => !/^(Limit|Result|Index Scan)$/.test(node))).toEqual([]);
      expect(blocks).toBeLessThan(200);
    }
    expect(late.rows).toBe(first.rows);
  });

  async function cursorAfter(order: Order, rows: number): Promise<string> {
    const by = { oldest: 'created_at, id', newest: 'created_at DESC, id DESC', best: 'best DESC, id DESC' };
    const {
      rows: [row],
    } = await database.query(
      `SELECT id, best::text, created_at FROM comment WHERE thread_id = $1 ORDER BY ${by[order]} OFFSET $2 LIMIT 1`,
      [large, rows - 1],
    );
    const [name, value] = order === 'best' ? ['best', row.best] : ['createdAt', row.created_at.toISOString()];
    return writeCursor({ order, [name]: value, id: row.id });
  }

  /** What the statement of a page does, by its plan with what it has met. */
  async function cost(threadId: string, order: Order, cursor?: string) {
    const [statement] = await context.statements(() => page(threadId, order, cursor));
    const position = cursor && JSON.parse(Buffer.from(cursor, 'base64url').toString().slice(8));
    const values = [
      threadId,
      21,
      newId(),
      ...(position ? [position.best ?? position.createdAt, position.id] : []),
    ];
    const {
      rows: [{ 'QUERY PLAN': explained }],
    } = await database.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`, values);
    const plan = explained[0].Plan as Plan;
    const all = (node: Plan): Plan[] => [node, ...(node.Plans ?? []).flatMap(all)];
    return {
      nodes: all(plan).map((node) => node['Node Type']),
      rows: plan['Actual Rows'],
      blocks: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
    };
  }

  test('a cursor of one order is none of another', async () => {
    const { next } = await page(small, 'newest');
    for (const order of ['oldest', 'best'] as const)
      await expect(page(small, order, next)).rejects.toBeInstanceOf(InvalidArgument);
  });
});

/** How many like it at least, less how many do not. */
function wilson(up: number, down: number): number {
  const n = up + down;
  if (n === 0) return 0;
  const z = 1.96;
  const least = (some: number) => {
    const share = some / n;
    const spread = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * n)) / n);
    return (share + (z * z) / (2 * n) - spread) / (1 + (z * z) / n);
  };
  return least(up) - least(down);
}
