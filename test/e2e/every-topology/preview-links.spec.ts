import { inEveryTopology } from '@isomer/framework/testing';
import { type Person, problem, somebody } from './people';

inEveryTopology('a preview link', ({ api, url }) => {
  let ada: Person;
  let bob: Person;
  beforeAll(async () => {
    [ada, bob] = [await somebody(api), await somebody(api)];
  });
  const draft = async () =>
    (await api.post('/v1/posts', { title: 'Draft', body: 'Text' }, { token: ada.token })).body.id as string;

  test('shows a draft to anybody who has it, until it is revoked', async () => {
    const id = await draft();
    const links = `/v1/posts/${id}/preview-links`;
    const made = await api.post(links, {}, { token: ada.token });
    expect(made).toMatchObject({ status: 201, body: { postId: id } });
    expect(made.headers.get('cache-control')).toBe('no-store');
    expect(made.body.url).toMatch(new RegExp(`^${url}/v1/previews/[\\w-]{43}$`));
    const path = made.body.url.replace(url, '');
    for (const token of [undefined, bob.token]) {
      const seen = await api.get(path, { token });
      expect(seen).toMatchObject({
        status: 200,
        body: { id, status: 'draft', author: { handle: ada.handle } },
      });
      expect(seen.headers.get('cache-control')).toBe('no-store');
      expect(seen.headers.get('referrer-policy')).toBe('no-referrer');
    }
    const list = await api.get(links, { token: ada.token });
    const { url: _, ...known } = made.body;
    expect(list.body).toEqual({ items: [known] });
    const revoke = ({ token }: Person) =>
      api.send('DELETE', `${links}/${made.body.id}`, undefined, { token });
    expect(await revoke(bob)).toMatchObject(problem(404, 'posts.not-found'));
    expect(await revoke(ada)).toMatchObject({ status: 204 });
    expect(await revoke(ada)).toMatchObject(problem(404, 'posts.preview-not-found'));
    expect(await api.get(path)).toMatchObject(problem(404, 'posts.preview-not-found'));
  });

  test.each([{ days: 0 }, { days: 31 }, { days: 1.5 }, { days: 'long' }, { hours: 1 }])(
    'of %j is refused',
    async (body) => {
      const links = `/v1/posts/${await draft()}/preview-links`;
      expect(await api.post(links, body, { token: ada.token })).toMatchObject(
        problem(400, 'invalid-argument'),
      );
      expect(await api.post(links, { days: 1 }, { token: bob.token })).toMatchObject(
        problem(404, 'posts.not-found'),
      );
    },
  );

  test('with a secret that is none is refused', async () => {
    expect(await api.get('/v1/previews/secret')).toMatchObject(problem(400, 'invalid-argument'));
    expect(await api.get(`/v1/previews/${'A'.repeat(43)}`)).toMatchObject(
      problem(404, 'posts.preview-not-found'),
    );
  });
});
