import { InvalidArgument, Outdated } from '@isomer/framework';
import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { newId } from '@isomer/kernel';
import { PostsModule } from '@isomer/posts';
import {
  NotTheAuthor,
  PostNotFound,
  PostsApi,
  type PostChange,
  RevisionNotFound,
} from '@isomer/posts/contract';

const ada = newId();
const moderator = { kind: 'member', id: newId(), roles: ['moderator'] } as const;

describe('editing a post', () => {
  let context: BootedContext;
  beforeAll(async () => {
    context = await bootContext(PostsModule);
  });
  afterAll(() => context.close());
  const posts = () => context.client(PostsApi);
  const asAda = <T>(work: () => Promise<T>) => context.as(ada, work);
  const asModerator = <T>(work: () => Promise<T>) => context.as('', work, { principal: moderator });
  const draft = (more: object = {}) =>
    asAda(() => posts().write({ title: 'One', body: 'First', tags: ['Old'], ...more }));
  const edit = (id: string, change: PostChange, ifRevision?: number[]) =>
    asAda(() => posts().edit({ ...change, id, ifRevision }));
  const revisions = (id: string) => asAda(async () => (await posts().revisions({ id })).items);

  test('changes what is said and leaves the rest', async () => {
    const { id, createdAt } = await draft({ locale: 'de' });
    const edited = await edit(id, { body: 'Second *text*' });
    expect(edited).toMatchObject({
      title: 'One',
      body: 'Second *text*',
      locale: 'de',
      tags: ['old'],
      revision: 2,
      createdAt,
    });
    expect(edited.html).toContain('Second');
    expect(edited.excerpt).toContain('Second');
    expect(Date.parse(edited.updatedAt!)).toBeGreaterThanOrEqual(Date.parse(createdAt));
    expect(await asAda(() => posts().read({ id }))).toEqual(edited);
  });

  test('with what is there already is no revision', async () => {
    const { id } = await draft();
    expect(await edit(id, { title: 'One', tags: ['OLD'] })).toMatchObject({ revision: 1 });
    expect(await edit(id, {})).toMatchObject({ revision: 1 });
    expect(await revisions(id)).toHaveLength(1);
  });

  test('of a revision that it no longer has is refused, and changes nothing', async () => {
    const { id } = await draft();
    expect(await edit(id, { title: 'Two' }, [1])).toMatchObject({ revision: 2 });
    await expect(edit(id, { title: 'Three' }, [1])).rejects.toBeInstanceOf(Outdated);
    await expect(edit(id, { title: 'Three' }, [])).rejects.toBeInstanceOf(Outdated);
    expect(await asAda(() => posts().read({ id }))).toMatchObject({ title: 'Two', revision: 2 });
  });

  test('twice at once from one revision changes it once', async () => {
    const { id } = await draft();
    const both = await Promise.allSettled(['A', 'B'].map((title) => edit(id, { title }, [1])));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [lost] = both.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    expect(lost).toBeInstanceOf(Outdated);
    expect(await revisions(id)).toHaveLength(2);
  });

  test('at the same time without a revision loses none of what was written', async () => {
    const { id } = await draft();
    await Promise.all([2, 3, 4, 5].map((n) => edit(id, { title: `Title ${n}` })));
    const kept = await revisions(id);
    expect(kept.map(({ revision }) => revision)).toEqual([5, 4, 3, 2, 1]);
    expect(kept.map(({ title }) => title).sort()).toEqual([
      'One',
      'Title 2',
      'Title 3',
      'Title 4',
      'Title 5',
    ]);
  });

  test('is its author’s alone', async () => {
    const { id } = await draft();
    const change = { id, title: 'Mine' };
    const asBob = <T>(work: () => Promise<T>) => context.as(newId(), work);
    await expect(asBob(() => posts().edit(change))).rejects.toBeInstanceOf(PostNotFound);
    await expect(asModerator(() => posts().edit(change))).rejects.toBeInstanceOf(NotTheAuthor);
    await asAda(() => posts().publish({ id }));
    await expect(asBob(() => posts().edit(change))).rejects.toBeInstanceOf(NotTheAuthor);
    await expect(asBob(() => posts().revisions({ id }))).rejects.toBeInstanceOf(NotTheAuthor);
    await expect(asBob(() => posts().revision({ id, revision: 1 }))).rejects.toBeInstanceOf(NotTheAuthor);
    await expect(asBob(() => posts().restoreRevision({ id, revision: 1 }))).rejects.toBeInstanceOf(
      NotTheAuthor,
    );
    expect((await asModerator(() => posts().revisions({ id }))).items).toHaveLength(1);
  });

  test('keeps what it was, which can be read and restored', async () => {
    const { id } = await draft();
    await edit(id, { title: 'Two', body: 'Second', locale: 'fr', tags: ['new'] });
    expect(await asAda(() => posts().revision({ id, revision: 1 }))).toMatchObject({
      postId: id,
      title: 'One',
      body: 'First',
      locale: 'en',
      tags: ['old'],
    });
    expect(await asAda(() => posts().revision({ id, revision: 2 }))).toMatchObject({ title: 'Two' });
    const back = await asAda(() => posts().restoreRevision({ id, revision: 1 }));
    expect(back).toMatchObject({ title: 'One', body: 'First', locale: 'en', tags: ['old'], revision: 3 });
    expect(back.html).toContain('First');
    expect((await revisions(id)).map(({ title }) => title)).toEqual(['One', 'Two', 'One']);
    const attempt = asAda(() => posts().revision({ id, revision: 9 }));
    await expect(attempt).rejects.toBeInstanceOf(RevisionNotFound);
    const restoring = asAda(() => posts().restoreRevision({ id, revision: 9 }));
    await expect(restoring).rejects.toBeInstanceOf(RevisionNotFound);
  });

  test('keeps the last fifty of what it was, in pages', async () => {
    const { id } = await draft();
    for (let n = 2; n <= 53; n++) await edit(id, { body: `Text ${n}` });
    const first = await asAda(() => posts().revisions({ id, limit: 30 }));
    const second = await asAda(() => posts().revisions({ id, limit: 30, cursor: first.next }));
    const numbers = [...first.items, ...second.items].map(({ revision }) => revision);
    expect(numbers).toEqual(Array.from({ length: 51 }, (_, i) => 53 - i));
    expect(second.next).toBeUndefined();
  });

  test('takes ten tags at the most, each with something in it', async () => {
    const { id } = await draft();
    const tags = ['Go', 'go', 'ＧＯ', 'Web Dev'];
    expect(await edit(id, { tags })).toMatchObject({ tags: ['go', 'web-dev'] });
    await expect(edit(id, { tags: ['fine', '!'] })).rejects.toMatchObject({
      details: { violations: [{ pointer: '/tags/1', detail: expect.any(String) }] },
    });
    const many = Array.from({ length: 11 }, (_, i) => `tag ${i}`);
    await expect(edit(id, { tags: many })).rejects.toBeInstanceOf(InvalidArgument);
  });
});
