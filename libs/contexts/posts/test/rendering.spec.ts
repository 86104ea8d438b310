import { InvalidArgument, runAs } from '@isomer/framework';
import { type BootedContext, bootContext, until } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { PostsModule } from '@isomer/posts';
import { PostsApi } from '@isomer/posts/contract';
import { statementsOf } from './statements';

const ada = newId();

describe('the HTML of a post', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(PostsModule);
  });
  afterAll(() => context.close());
  const posts = () => context.client(PostsApi);
  const asAda = <T>(work: () => Promise<T>) => context.as(ada, work);
  const write = (body: string) => asAda(() => posts().write({ title: 'T', body }));
  const query = (statement: string, values: unknown[]) => statementsOf(context, statement, values);

  test('is made when it is written, and what was written is kept as it was', async () => {
    const body = '<script>alert(1)</script>\n\nText & more';
    const post = await write(body);
    expect(post.body).toBe(body);
    expect(post.html).not.toContain('<script');
    expect(post.html).toContain('Text &#x26; more');
    expect(post.excerpt).toContain('Text & more');
    const [row] = await query('SELECT html, excerpt FROM post WHERE id = $1', [post.id]);
    expect(row).toEqual({ html: post.html, excerpt: post.excerpt });
  });

  test('is left out where a call could not carry it with the text', async () => {
    const { html, body } = await write('漢'.repeat(200_000));
    expect(body).toHaveLength(200_000);
    expect(html).toBeUndefined();
  });

  test('that no call could carry is refused', async () => {
    const attempt = write('&'.repeat(200_000));
    await expect(attempt).rejects.toBeInstanceOf(InvalidArgument);
    await expect(attempt).rejects.toMatchObject({ details: { violations: [{ pointer: '/body' }] } });
  });

  test('of a post of before is made later, with its slug', async () => {
    const id = newId();
    await query(
      `INSERT INTO post (id, author_id, title, body, locale, created_at, published_at)
       VALUES ($1, $2, 'Of before', 'Old text', 'en', now(), now())`,
      [id, ada],
    );
    const before = await posts().read({ id });
    expect([before.html, before.slug, before.revision]).toEqual([undefined, undefined, 1]);
    await context.makeDue();
    await until(async () => (await posts().read({ id })).html, 'its HTML being made');
    const after = await posts().read({ id });
    expect(after).toMatchObject({ slug: 'of-before', revision: 1, excerpt: 'Old text' });
    expect(await posts().bySlug({ slug: 'of-before' })).toEqual(after);
    const system = { operation: 'test', principal: { kind: 'system', name: 'test' } } as const;
    expect(await runAs(system, () => posts().renderOlder({}))).toEqual({ rendered: 0 });
  });
});
