import { type BootedContext, bootContext } from '@isomer/framework/testing';
import { IdentityHttpModule, IdentityModule } from '@isomer/identity';
import { IdentityApi, type ProfileChange, ProfileNotFound } from '@isomer/identity/contract';
import { newId } from '@isomer/kernel';

const password = 'correct horse battery';

describe('a profile', () => {
  let context: BootedContext;
  let id: string;
  let token: string;
  beforeAll(async () => {
    context = await bootContext(IdentityModule, { http: [IdentityHttpModule] });
    ({ id } = await identity().register({ handle: 'ada', password }));
    token = (await context.api.post('/v1/sessions', { handle: 'ada', password })).body.accessToken as string;
  });
  afterAll(() => context.close());
  const identity = () => context.client(IdentityApi);
  const update = (change: ProfileChange & { ifRevision?: number[] }, member = id) =>
    context.as(member, () => identity().updateProfile(change));
  const patch = (change: unknown, headers?: Record<string, string>) =>
    context.api.send('PATCH', '/v1/me', JSON.stringify(change), { token, headers });

  test('keeps what is left out and loses what is null, and everybody sees it', async () => {
    const avatarUrl = 'https://img.example.org/ada.png?size=2#x';
    expect(await update({ bio: 'I weave.', avatarUrl })).toMatchObject({
      id,
      handle: 'ada',
      displayName: 'ada',
      bio: 'I weave.',
      avatarUrl,
    });
    const changed = await update({ displayName: 'Ada', bio: null });
    expect(changed).toMatchObject({ displayName: 'Ada', avatarUrl });
    expect(changed).not.toHaveProperty('bio');
    expect(await identity().profile({ handle: 'ada' })).toEqual(changed);
    expect(await context.as(id, () => identity().me({}))).toEqual(changed);
  });

  test('in a batch has the picture, of who has one', async () => {
    const avatarUrl = 'https://example.org/ada.png';
    const profileOf = async () => (await identity().profiles({ ids: [id] })).profiles[0];
    await update({ avatarUrl });
    expect(await profileOf()).toMatchObject({ handle: 'ada', avatarUrl });
    await update({ avatarUrl: null });
    expect(await profileOf()).not.toHaveProperty('avatarUrl');
  });

  test('is changed by whoever knows its present revision, if one is named', async () => {
    const { revision } = await update({ bio: 'One' });
    const next = await update({ bio: 'Two', ifRevision: [revision!] });
    expect(next.revision).toBe(revision! + 1);
    await expect(update({ bio: 'Three', ifRevision: [revision!] })).rejects.toMatchObject({
      code: 'outdated',
    });
    expect(await identity().profile({ handle: 'ada' })).toEqual(next);
  });

  test('of ten who change the same revision at once, one does', async () => {
    const { revision } = await update({ bio: 'Before' });
    const changes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) => update({ bio: `By ${i}`, ifRevision: [revision!] })),
    );
    expect(changes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('over HTTP has an ETag, which a change may name', async () => {
    const read = await context.api.get('/v1/profiles/ada');
    const tag = read.headers.get('etag')!;
    const changed = await patch({ displayName: 'Ada L.' }, { 'if-match': tag });
    expect([changed.status, changed.body.displayName]).toEqual([200, 'Ada L.']);
    expect(changed.headers.get('etag')).not.toBe(tag);
    expect((await patch({ displayName: 'Lost' }, { 'if-match': tag })).status).toBe(412);
    const again = await context.api.get('/v1/profiles/ada', {
      headers: { 'if-none-match': changed.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
  });

  test.each([
    [{ bio: '' }, '/bio'],
    [{ bio: ' \n' }, '/bio'],
    [{ bio: 'x'.repeat(2_001) }, '/bio'],
    [{ displayName: null }, '/displayName'],
    [{ displayName: ' ' }, '/displayName'],
    [{ avatarUrl: 'http://example.org/a.png' }, '/avatarUrl'],
    [{ avatarUrl: 'https://localhost/a.png' }, '/avatarUrl'],
    [{ avatarUrl: 'https://127.0.0.1/a.png' }, '/avatarUrl'],
    [{ avatarUrl: 'https://user:pass@example.org/' }, '/avatarUrl'],
    [{ avatarUrl: 'https://example.org:8443/' }, '/avatarUrl'],
    [{ avatarUrl: 'https://example.org/"onerror="x' }, '/avatarUrl'],
    [{ avatarUrl: 'javascript:alert(1)' }, '/avatarUrl'],
    [{ avatarUrl: `https://example.org/${'x'.repeat(500)}` }, '/avatarUrl'],
    [{ ifRevision: [1] }, ''],
  ])('%j is refused by name', async (change, pointer) => {
    const answer = await patch(change);
    expect(answer.status).toBe(400);
    expect(answer.body.violations[0].pointer).toBe(pointer);
  });

  test('is nobody’s to change who has none', async () => {
    await expect(update({ bio: 'Ghost' }, newId())).rejects.toBeInstanceOf(ProfileNotFound);
  });
});
