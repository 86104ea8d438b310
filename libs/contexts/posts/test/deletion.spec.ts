import { runAs } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { PostsModule } from '@isomer/posts';
import { NotTheAuthor, PostNotFound, PostsApi, TakenDown } from '@isomer/posts/contract';
import { statementsOf } from './statements';

const ada = newId();
const moderator = { kind: 'member', id: newId(), roles: ['moderator'] } as const;
const system = { operation: 'test', principal: { kind: 'system', name: 'test' } } as const;

describe('a post that is taken back', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(PostsModule);
  });
  afterAll(() => context.close());
  const posts = () => context.client(PostsApi);
  const asAda = <T>(work: () => Promise<T>) => context.as(ada, work);
  const asBob = <T>(work: () => Promise<T>) => context.as(newId(), work);
  const asModerator = <T>(work: () => Promise<T>) => context.as('', work, { principal: moderator });
  const draft = () => asAda(() => posts().write({ title: 'T', body: 'B', tags: ['taken back'] }));
  const published = async () => {
    const { id } = await draft();
    return asAda(() => posts().publish({ id }));
  };
  const tagged = async () =>
    (await posts().tags({ limit: 100 })).items.find(({ tag }) => tag === 'taken-back')?.posts ?? 0;
  const isListed = async (id: string) =>
    (await posts().list({ authorId: ada, limit: 100 })).items.some((post) => post.id === id);

  test('is a draft when it is unpublished, and can be published anew', async () => {
    const { id } = await published();
    const before = await tagged();
    expect(await asAda(() => posts().unpublish({ id }))).toMatchObject({ status: 'draft' });
    await expect(posts().read({ id })).rejects.toBeInstanceOf(PostNotFound);
    expect([await isListed(id), await tagged()]).toEqual([false, before - 1]);
    expect(await asAda(() => posts().unpublish({ id }))).toMatchObject({ status: 'draft' });
    expect(await asAda(() => posts().publish({ id }))).toMatchObject({ status: 'published' });
    expect([await isListed(id), await tagged()]).toEqual([true, before]);
  });

  test('is gone for everybody but its author and moderators when it is deleted', async () => {
    const { id, slug } = await published();
    const before = await tagged();
    const { deletedAt } = await asAda(() => posts().delete({ id }));
    for (const as of [asBob, (work: () => Promise<unknown>) => work()]) {
      await expect(as(() => posts().read({ id }))).rejects.toBeInstanceOf(PostNotFound);
      await expect(as(() => posts().bySlug({ slug: slug! }))).rejects.toBeInstanceOf(PostNotFound);
    }
    expect(await posts().summaries({ ids: [id] })).toEqual({ posts: [] });
    expect([await isListed(id), await tagged()]).toEqual([false, before - 1]);
    for (const as of [asAda, asModerator])
      expect(await as(() => posts().read({ id }))).toMatchObject({ status: 'draft', deletedAt });
    expect(await asAda(() => posts().delete({ id }))).toEqual({ deletedAt });
  });

  test('cannot be changed while it is deleted', async () => {
    const { id } = await published();
    await asAda(() => posts().delete({ id }));
    for (const change of [
      () => posts().edit({ id, title: 'X' }),
      () => posts().publish({ id }),
      () => posts().unpublish({ id }),
      () => posts().schedule({ id, publishAt: '2036-01-01T00:00:00Z' }),
      () => posts().restoreRevision({ id, revision: 1 }),
    ])
      await expect(asAda<unknown>(change)).rejects.toBeInstanceOf(PostNotFound);
  });

  test('is what it was when it is restored', async () => {
    const post = await published();
    const { id } = post;
    await asAda(() => posts().delete({ id }));
    expect(await asAda(() => posts().restore({ id }))).toEqual(post);
    expect(await posts().read({ id })).toEqual(post);
    expect(await isListed(id)).toBe(true);
    expect(await asAda(() => posts().restore({ id }))).toEqual(post);
  });

  test('is not published at its time when it is deleted before, and a draft when it is restored', async () => {
    const { id } = await draft();
    await asAda(() => posts().schedule({ id, publishAt: '2036-01-01T00:00:00.000Z' }));
    await asAda(() => posts().delete({ id }));
    expect((await context.scheduled()).filter(({ key }) => !key.startsWith('job @tick'))).toEqual([]);
    const run = () => posts().publishScheduled({ id, publishAt: '2036-01-01T00:00:00.000Z' });
    expect(await runAs(system, run)).toEqual({ published: false });
    const back = await asAda(() => posts().restore({ id }));
    expect([back.status, back.publishAt]).toEqual(['draft', undefined]);
  });

  test('is so by its author or a moderator, and nobody else', async () => {
    const { id } = await published();
    for (const change of [() => posts().unpublish({ id }), () => posts().delete({ id })])
      await expect(asBob<unknown>(change)).rejects.toBeInstanceOf(NotTheAuthor);
    expect(await asModerator(() => posts().unpublish({ id }))).toMatchObject({ status: 'draft' });
    for (const change of [() => posts().unpublish({ id }), () => posts().delete({ id })])
      await expect(asBob<unknown>(change)).rejects.toBeInstanceOf(PostNotFound);
    await asModerator(() => posts().delete({ id }));
    await expect(asBob(() => posts().restore({ id }))).rejects.toBeInstanceOf(PostNotFound);
    await expect(asAda(() => posts().restore({ id }))).rejects.toBeInstanceOf(TakenDown);
    expect(await asModerator(() => posts().restore({ id }))).toMatchObject({ status: 'draft' });
    await asAda(() => posts().publish({ id }));
    await expect(asBob(() => posts().restore({ id }))).rejects.toBeInstanceOf(NotTheAuthor);
  });

  test('is not published by whoever does so while it is being deleted', async () => {
    for (let i = 0; i < 10; i++) {
      const { id } = await draft();
      const [, deleted] = await Promise.allSettled([
        asAda(() => posts().publish({ id })),
        asAda(() => posts().delete({ id })),
      ]);
      expect(deleted.status).toBe('fulfilled');
      await expect(posts().read({ id })).rejects.toBeInstanceOf(PostNotFound);
      expect(await isListed(id)).toBe(false);
    }
  });

  test('is gone for good after thirty days, with its slug', async () => {
    const [old, fresh] = [await published(), await published()];
    for (const { id } of [old, fresh]) await asAda(() => posts().delete({ id }));
    const age = (days: number) =>
      statementsOf(context, `UPDATE post SET deleted_at = now() - make_interval(days => $2) WHERE id = $1`, [
        old.id,
        days,
      ]);
    const purge = () => runAs(system, () => posts().purgeDeleted({}));
    await age(29);
    expect(await purge()).toEqual({ purged: 0 });
    await age(31);
    await expect(asAda(() => posts().restore({ id: old.id }))).rejects.toBeInstanceOf(PostNotFound);
    expect(await purge()).toEqual({ purged: 1 });
    await expect(asAda(() => posts().read({ id: old.id }))).rejects.toBeInstanceOf(PostNotFound);
    await expect(asAda(() => posts().bySlug({ slug: old.slug! }))).rejects.toBeInstanceOf(PostNotFound);
    expect(await asAda(() => posts().restore({ id: fresh.id }))).toMatchObject({ status: 'published' });
  });

  test('who can read it, and who no longer can, is told, and told again', async () => {
    const before = (await context.published()).length;
    const told = async () => (await context.published()).slice(before);
    const { id } = await published();
    const one = (what: string) => ({ name: `posts.${what}`, payload: { postId: id } });
    for (const change of [
      'publish',
      'unpublish',
      'unpublish',
      'delete',
      'restore',
      'publish',
      'delete',
      'restore',
    ] as const)
      await asAda<unknown>(() => posts()[change]({ id }));
    const changes = ['published', 'withdrawn', 'published', 'withdrawn', 'published'].map(one);
    expect(await told()).toEqual(changes);
    const system = { principal: { kind: 'system', name: 'rebuild' } as const };
    await context.as('', () => posts().republish({}), system);
    expect(
      (await told())
        .slice(changes.length)
        .filter(({ payload }) => (payload as { postId: string }).postId === id),
    ).toEqual([one('published')]);
    await asAda(() => posts().delete({ id }));
    await context.as('', () => posts().republish({}), system);
    expect((await told()).at(-1)).toEqual(one('withdrawn'));
  });
});
