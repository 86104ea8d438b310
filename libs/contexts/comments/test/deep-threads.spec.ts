import { CommentsModule } from '@isomer/comments';
import { CommentsApi, NestedTooDeep } from '@isomer/comments/contract';
import { runAs } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import pg from 'pg';
import { publishedPosts } from './neighbours';

const deep = 10_000;
const [postId, ada] = [newId(), newId()];

/** However it came there: nobody has been able to write it so. */
const fill = [
  `INSERT INTO thread (id, post_id, comment_count, last_position) VALUES ('${postId}', '${postId}', ${deep}, ${deep})`,
  `CREATE TEMPORARY TABLE chain AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, ${deep}) n`,
  `INSERT INTO comment (id, thread_id, post_id, position, depth, parent_id, author_id, body, html, created_at, reply_count)
   SELECT c.id, '${postId}', '${postId}', c.n, c.n - 1, p.id, '${ada}', 'Re', 'Re',
     timestamptz '2020-01-01' + c.n * interval '1 second', (c.n < ${deep})::int
   FROM chain c LEFT JOIN chain p ON p.n = c.n - 1 ORDER BY c.n`,
];

describe(`a thread of ${deep} replies, each to the one before`, () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(CommentsModule, { fakes: [publishedPosts([postId])] });
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

  test('is read page by page, and level by level', async () => {
    let [cursor, seen]: [string | undefined, number] = [undefined, 0];
    do {
      const page: Awaited<ReturnType<ReturnType<typeof comments>['list']>> = await comments().list({
        postId,
        limit: 100,
        cursor,
      });
      seen += page.items.length;
      cursor = page.next;
    } while (cursor);
    expect(seen).toBe(deep);
    let { items } = await comments().inThread({ threadId: postId });
    for (let level = 0; level < 100; level++) {
      expect(items).toMatchObject([{ replyCount: 1 }]);
      ({ items } = await comments().replies({ commentId: items[0]!.id }));
    }
    for await (const { position } of comments().watch({ threadId: postId, after: deep - 1 })) {
      expect(position).toBe(deep);
      break;
    }
  });

  test('takes no reply where it is too deep, and can be exported, hidden and shown', async () => {
    const { items } = await comments().inThread({ threadId: postId });
    const second = await comments().replies({ commentId: items[0]!.id });
    const { id } = second.items[0]!;
    const bottom = await lastOf();
    const reply = (commentId: string) => context.as(ada, () => comments().reply({ commentId, body: 'Re' }));
    await expect(reply(bottom)).rejects.toBeInstanceOf(NestedTooDeep);
    expect(await reply(id)).toMatchObject({ parentId: id });
    const platform = { operation: 'test', principal: { kind: 'system', name: 'test' } } as const;
    expect((await runAs(platform, () => comments().export({ limit: 100 }))).items).toHaveLength(100);
    expect(await context.as(ada, () => comments().delete({ id: bottom }))).toMatchObject({
      status: 'deleted',
    });
    expect(await runAs(platform, () => comments().restore({ id: bottom }))).toMatchObject({ body: 'Re' });
  });

  async function lastOf(): Promise<string> {
    for await (const { comment } of comments().watch({ threadId: postId, after: deep - 1 }))
      return comment.id;
    throw new Error('There is none');
  }
});
