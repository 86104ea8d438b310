import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { PostsModule } from '@isomer/posts';
import {
  NotTheAuthor,
  PostNotFound,
  PostsApi,
  PreviewNotFound,
  TooManyPreviews,
} from '@isomer/posts/contract';
import { statementsOf } from './statements';

const ada = newId();
const unknown = 'A'.repeat(43);

describe('a preview of a post', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(PostsModule);
  });
  afterAll(() => context.close());
  const posts = () => context.client(PostsApi);
  const asAda = <T>(work: () => Promise<T>) => context.as(ada, work);
  const draft = async () => (await asAda(() => posts().write({ title: 'T', body: 'B' }))).id;
  const preview = async (id: string, days?: number) => {
    const made = await asAda(() => posts().createPreview({ id, days }));
    return { ...made, secret: made.url.split('/').at(-1)! };
  };
  const read = (secret: string) => posts().preview({ secret });

  test('shows the draft as it is now to anybody who has the link', async () => {
    const id = await draft();
    const { url, secret, expiresAt, createdAt } = await preview(id);
    expect(url).toMatch(/^http:\/\/localhost\/v1\/previews\/[\w-]{43}$/);
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(7 * 86_400_000);
    const edited = await asAda(() => posts().edit({ id, title: 'Two' }));
    expect(await read(secret)).toEqual(edited);
    await expect(posts().read({ id })).rejects.toBeInstanceOf(PostNotFound);
    await expect(read(unknown)).rejects.toBeInstanceOf(PreviewNotFound);
  });

  test('is not in the database in a form that leads anywhere', async () => {
    const { secret } = await preview(await draft());
    const rows = await statementsOf(context, 'SELECT p::text FROM post_preview p');
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(secret).toString('hex'));
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
  });

  test('ends with its time, by being revoked, and with the post', async () => {
    const id = await draft();
    const [old, revoked, last] = [await preview(id, 1), await preview(id), await preview(id, 30)];
    await statementsOf(context, 'UPDATE post_preview SET expires_at = now() WHERE id = $1', [old.id]);
    await expect(read(old.secret)).rejects.toBeInstanceOf(PreviewNotFound);
    await asAda(() => posts().revokePreview({ id, previewId: revoked.id }));
    await expect(read(revoked.secret)).rejects.toBeInstanceOf(PreviewNotFound);
    const { items } = await asAda(() => posts().previews({ id }));
    expect(items.map((each) => each.id)).toEqual([last.id]);
    const again = asAda(() => posts().revokePreview({ id, previewId: revoked.id }));
    await expect(again).rejects.toBeInstanceOf(PreviewNotFound);
    expect(await read(last.secret)).toMatchObject({ id });
    await asAda(() => posts().delete({ id }));
    await expect(read(last.secret)).rejects.toBeInstanceOf(PreviewNotFound);
  });

  test('is its author’s to make, to list and to revoke', async () => {
    const id = await draft();
    const { id: previewId } = await preview(id);
    const calls = [
      () => posts().createPreview({ id }),
      () => posts().previews({ id }),
      () => posts().revokePreview({ id, previewId }),
    ];
    for (const call of calls)
      await expect(context.as<unknown>(newId(), call)).rejects.toBeInstanceOf(PostNotFound);
    await asAda(() => posts().publish({ id }));
    for (const call of calls)
      await expect(context.as<unknown>(newId(), call)).rejects.toBeInstanceOf(NotTheAuthor);
    const other = await draft();
    const elsewhere = asAda(() => posts().revokePreview({ id: other, previewId }));
    await expect(elsewhere).rejects.toBeInstanceOf(PreviewNotFound);
  });

  test('is one of twenty at the most, also of those that are made at once', async () => {
    const id = await draft();
    const made = await Promise.allSettled(Array.from({ length: 23 }, () => preview(id)));
    const refused = made.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    expect(refused).toHaveLength(3);
    for (const each of refused) expect(each).toBeInstanceOf(TooManyPreviews);
    await statementsOf(context, 'UPDATE post_preview SET expires_at = now() WHERE post_id = $1', [id]);
    expect(await read((await preview(id)).secret)).toMatchObject({ id });
  });
});
