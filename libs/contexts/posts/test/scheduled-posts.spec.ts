import { runAs } from '@isomer/framework';
import { type BootedContext, bootContext, until } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { PostsModule } from '@isomer/posts';
import { NotTheAuthor, PostNotFound, PostsApi, PublishedAlready } from '@isomer/posts/contract';

const ada = newId();
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

describe('a post that is to be published at a time', () => {
  let context: BootedContext;
  beforeEach(async () => {
    context = await bootContext(PostsModule);
  });
  afterEach(() => context.close());
  const posts = () => context.client(PostsApi);
  const asAda = <T>(work: () => Promise<T>) => context.as(ada, work);
  const draft = () => asAda(() => posts().write({ title: 'T', body: 'B' }));
  const schedule = (id: string, publishAt: string) => asAda(() => posts().schedule({ id, publishAt }));
  const read = (id: string) => posts().read({ id });
  /** Without what runs again and again by itself. */
  const scheduled = async () => (await context.scheduled()).filter(({ key }) => !key.startsWith('job @tick'));
  const keys = async () => (await scheduled()).map(({ key }) => key);

  test('is a draft until then, and published with that date', async () => {
    const { id } = await draft();
    const publishAt = tomorrow();
    expect(await schedule(id, publishAt)).toMatchObject({ status: 'draft', publishAt });
    await expect(read(id)).rejects.toBeInstanceOf(PostNotFound);
    expect(await context.published()).toEqual([]);
    expect(await asAda(() => read(id))).toMatchObject({ status: 'draft', publishAt });
    await context.makeDue();
    await until(() => read(id), 'the post being published');
    const published = await read(id);
    expect(published).toMatchObject({ status: 'published', publishedAt: publishAt });
    expect(published.publishAt).toBeUndefined();
    expect((await posts().list({})).items.map((post) => post.id)).toEqual([id]);
  });

  test('is published at the last of the times that were chosen', async () => {
    const { id } = await draft();
    await schedule(id, '2030-01-01T00:00:00Z');
    await schedule(id, '2031-01-01T00:00:00.5Z');
    expect(await scheduled()).toMatchObject([{ dueAt: new Date('2031-01-01T00:00:00.500Z') }]);
    await context.makeDue();
    await until(() => read(id), 'the post being published');
    expect((await read(id)).publishedAt).toBe('2031-01-01T00:00:00.500Z');
  });

  test('a run for a time that was given up changes nothing', async () => {
    const { id } = await draft();
    const publishAt = tomorrow();
    await schedule(id, publishAt);
    const run = (at: string) =>
      runAs({ operation: 'test', principal: { kind: 'system', name: 'test' } }, () =>
        posts().publishScheduled({ id, publishAt: at }),
      );
    expect(await run('2030-01-01T00:00:00.000Z')).toEqual({ published: false });
    expect(await run(publishAt)).toEqual({ published: true });
    expect(await run(publishAt)).toEqual({ published: false });
  });

  test.each(['0000-01-01T00:00:00Z', '2020-01-01T00:00:00Z'])(
    'whose time has passed, in %s, is published now',
    async (publishAt) => {
      const { id } = await draft();
      await schedule(id, publishAt);
      await until(() => read(id), 'the post being published');
      const { publishedAt, createdAt } = await read(id);
      expect(Date.parse(publishedAt!)).toBeGreaterThanOrEqual(Date.parse(createdAt));
    },
  );

  test('whose time is as far away as a time can be waits', async () => {
    const { id } = await draft();
    await schedule(id, '9999-12-31T23:59:59.999Z');
    expect(await scheduled()).toMatchObject([{ dueAt: new Date('9999-12-31T23:59:59.999Z') }]);
  });

  test('stays a draft when that is taken back, and is not published twice when its author does it before', async () => {
    const [given, early] = [await draft(), await draft()];
    await schedule(given.id, tomorrow());
    await schedule(early.id, tomorrow());
    const back = await asAda(() => posts().unschedule({ id: given.id }));
    expect(back).toMatchObject({ status: 'draft' });
    expect(back.publishAt).toBeUndefined();
    expect(await asAda(() => posts().unschedule({ id: given.id }))).toEqual(back);
    const published = await asAda(() => posts().publish({ id: early.id }));
    expect(published.publishAt).toBeUndefined();
    expect(await keys()).toEqual([]);
  });

  test('is its author’s to schedule, while it is a draft', async () => {
    const { id } = await draft();
    const asBob = <T>(work: () => Promise<T>) => context.as(newId(), work);
    await expect(asBob(() => posts().schedule({ id, publishAt: tomorrow() }))).rejects.toBeInstanceOf(
      PostNotFound,
    );
    await expect(asBob(() => posts().unschedule({ id }))).rejects.toBeInstanceOf(PostNotFound);
    await asAda(() => posts().publish({ id }));
    await expect(asBob(() => posts().schedule({ id, publishAt: tomorrow() }))).rejects.toBeInstanceOf(
      NotTheAuthor,
    );
    await expect(schedule(id, tomorrow())).rejects.toBeInstanceOf(PublishedAlready);
    await expect(asAda(() => posts().unschedule({ id }))).rejects.toBeInstanceOf(PublishedAlready);
    expect(await keys()).toEqual([]);
  });
});
