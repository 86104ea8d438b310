import { inEveryTopology, until } from '@isomer/framework/testing';
import { type Person, problem, publishedPost, somebody } from './people';

inEveryTopology('a post that is taken back', ({ api }) => {
  let ada: Person;
  let bob: Person;
  beforeAll(async () => {
    [ada, bob] = [await somebody(api), await somebody(api)];
  });
  const change = (id: string, what: string, { token } = ada) =>
    api.post(`/v1/posts/${id}/${what}`, undefined, { token });
  const remove = (id: string, { token } = ada) => api.send('DELETE', `/v1/posts/${id}`, undefined, { token });
  const read = (id: string, token?: string) => api.get(`/v1/posts/${id}`, { token });
  const own = async (status: string) =>
    (await api.get(`/v1/me/posts?limit=100&status=${status}`, { token: ada.token })).body.items.map(
      ({ id }: { id: string }) => id,
    );

  test('is a draft again', async () => {
    const id = await publishedPost(api, ada);
    expect(await change(id, 'unpublish', bob)).toMatchObject(problem(403, 'posts.not-the-author'));
    expect(await change(id, 'unpublish')).toMatchObject({ status: 200, body: { status: 'draft' } });
    expect(await read(id)).toMatchObject(problem(404, 'posts.not-found'));
    expect(await own('draft')).toContain(id);
    expect(await change(id, 'publish')).toMatchObject({ status: 200, body: { status: 'published' } });
    expect(await own('published')).toContain(id);
  });

  test('is gone for others when it is deleted, with its comments, and comes back with them', async () => {
    const id = await publishedPost(api, ada);
    const comments = `/v1/posts/${id}/comments`;
    await api.post(comments, { body: 'Mine' }, { token: bob.token });
    expect(await remove(id, bob)).toMatchObject(problem(403, 'posts.not-the-author'));
    expect(await remove(id)).toMatchObject({ status: 204, body: '' });
    expect(await remove(id)).toMatchObject({ status: 204 });
    expect(await read(id)).toMatchObject(problem(404, 'posts.not-found'));
    expect(await read(id, bob.token)).toMatchObject(problem(404, 'posts.not-found'));
    expect(await read(id, ada.token)).toMatchObject({ status: 200, body: { deletedAt: expect.any(String) } });
    expect(await own('deleted')).toEqual([id]);
    expect(await api.post(comments, { body: 'More' }, { token: bob.token })).toMatchObject(
      problem(404, 'posts.not-found'),
    );
    await until(async () => (await api.get(comments)).status === 404, 'its comments being gone');
    expect(await change(id, 'publish')).toMatchObject(problem(404, 'posts.not-found'));
    expect(await change(id, 'restore')).toMatchObject({ status: 200, body: { status: 'published' } });
    expect(await read(id)).toMatchObject({ status: 200 });
    expect(await own('deleted')).toEqual([]);
    await until(async () => (await api.get(comments)).body.items?.length === 1, 'its comments being there');
  });

  test('is not published by whoever does so at the same time', async () => {
    const { token } = ada;
    const { body: draft } = await api.post('/v1/posts', { title: 'T', body: 'B' }, { token });
    const [, removed] = await Promise.all([change(draft.id, 'publish'), remove(draft.id)]);
    expect(removed).toMatchObject({ status: 204 });
    expect(await read(draft.id)).toMatchObject(problem(404, 'posts.not-found'));
  });
});
