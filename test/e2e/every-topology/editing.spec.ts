import { inEveryTopology } from '@isomer/framework/testing';
import { type Person, problem, publishedPost, somebody } from './people';

inEveryTopology('editing a post', ({ api }) => {
  let ada: Person;
  let bob: Person;
  beforeAll(async () => {
    [ada, bob] = [await somebody(api), await somebody(api)];
  });
  const edit = (
    id: string,
    change: object,
    { token = ada.token, tag }: { token?: string; tag?: string } = {},
  ) =>
    api.send('PATCH', `/v1/posts/${id}`, JSON.stringify(change), {
      token,
      headers: tag === undefined ? {} : { 'if-match': tag },
    });
  const read = (id: string) => api.get(`/v1/posts/${id}`);

  test('changes what everybody reads, and keeps what it was for its author', async () => {
    const id = await publishedPost(api, ada, 'Before');
    const edited = await edit(id, { title: 'After', tags: ['Engines', 'engines'] });
    expect(edited).toMatchObject({
      status: 200,
      body: { title: 'After', body: 'Text', tags: ['engines'], revision: 2, author: { handle: ada.handle } },
    });
    expect((await read(id)).body).toEqual(edited.body);
    const path = `/v1/posts/${id}/revisions`;
    const { body: list } = await api.get(path, { token: ada.token });
    expect(list.items.map(({ title }: { title: string }) => title)).toEqual(['After', 'Before']);
    expect(await api.get(path, { token: bob.token })).toMatchObject(problem(403, 'posts.not-the-author'));
    expect(await api.get(`${path}/1`, { token: ada.token })).toMatchObject({
      status: 200,
      body: { title: 'Before', body: 'Text', revision: 1 },
    });
    expect(await api.get(`${path}/7`, { token: ada.token })).toMatchObject(
      problem(404, 'posts.revision-not-found'),
    );
    expect(await api.get(`${path}/zero`, { token: ada.token })).toMatchObject(
      problem(400, 'invalid-argument'),
    );
    expect(await api.post(`${path}/1/restore`, undefined, { token: ada.token })).toMatchObject({
      status: 200,
      body: { title: 'Before', revision: 3 },
    });
  });

  test('what somebody else changed meanwhile is not lost', async () => {
    const id = await publishedPost(api, ada);
    const tag = (await read(id)).headers.get('etag')!;
    const answers = await Promise.all(['One', 'Two'].map((title) => edit(id, { title }, { tag })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const [won, lost] = answers.sort((a, b) => a.status - b.status);
    expect(lost).toMatchObject(problem(412, 'outdated'));
    expect((await read(id)).body.title).toBe(won!.body.title);
    const again = await edit(id, { title: 'Three' }, { tag: won!.headers.get('etag')! });
    expect(again.status).toBe(200);
    expect(await edit(id, { title: 'Four' }, { tag: '"not one of ours"' })).toMatchObject({ status: 412 });
    expect(await edit(id, { title: 'Four' }, { tag: '*' })).toMatchObject({ status: 200 });
  });

  test('is refused to others, and with what is no change', async () => {
    const id = await publishedPost(api, ada);
    expect(await edit(id, { title: 'T' }, { token: bob.token })).toMatchObject(
      problem(403, 'posts.not-the-author'),
    );
    for (const [change, pointer] of [
      [{ title: ' ' }, '/title'],
      [{ body: '' }, '/body'],
      [{ tags: ['ok', '!'] }, '/tags/1'],
      [{ tags: Array.from({ length: 11 }, (_, i) => `t${i}`) }, '/tags'],
      [{ status: 'published' }, ''],
    ] as const) {
      const answer = await edit(id, change);
      expect(answer).toMatchObject(problem(400, 'invalid-argument'));
      expect(answer.body.violations[0].pointer).toBe(pointer);
    }
    expect((await read(id)).body).toMatchObject({ title: 'A post', revision: 1 });
  });

  test('what is not changed is not sent again', async () => {
    const id = await publishedPost(api, ada);
    const tag = (await read(id)).headers.get('etag')!;
    const headers = { 'if-none-match': tag };
    expect(await api.get(`/v1/posts/${id}`, { headers })).toMatchObject({ status: 304, body: '' });
    await edit(id, { body: 'Other' });
    expect(await api.get(`/v1/posts/${id}`, { headers })).toMatchObject({ status: 200 });
  });
});

inEveryTopology('the slug of a post', ({ api }) => {
  const find = (slug: string, token?: string) => api.get(`/v1/slugs/${encodeURIComponent(slug)}`, { token });

  test('leads to it, before and after it is renamed', async () => {
    const ada = await somebody(api);
    const title = `Über ${ada.handle} 日本`;
    const id = await publishedPost(api, ada, title);
    const slug = `über-${ada.handle}-日本`;
    expect(await find(slug)).toMatchObject({ status: 200, body: { id, slug } });
    const renamed = JSON.stringify({ title: `New ${ada.handle}` });
    await api.send('PATCH', `/v1/posts/${id}`, renamed, { token: ada.token });
    for (const each of [slug, `new-${ada.handle}`])
      expect(await find(each)).toMatchObject({ status: 200, body: { id, slug: `new-${ada.handle}` } });
    expect(await find(`no-${ada.handle}`)).toMatchObject(problem(404, 'posts.not-found'));
    expect(await find('two words')).toMatchObject(problem(400, 'invalid-argument'));
  });

  test('is one of its own for each of many that are written at once, of the longest titles', async () => {
    const ada = await somebody(api);
    const title = `${ada.handle}${'漢'.repeat(170)}`;
    const written = await Promise.all(
      Array.from({ length: 10 }, () => api.post('/v1/posts', { title, body: 'Text' }, { token: ada.token })),
    );
    expect(written.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(written.map(({ body }) => body.slug)).size).toBe(10);
    for (const { body } of written)
      expect(await find(body.slug, ada.token)).toMatchObject({ status: 200, body: { id: body.id } });
  });

  test('is its author’s alone while the post is a draft', async () => {
    const [ada, bob] = [await somebody(api), await somebody(api)];
    const { body } = await api.post('/v1/posts', { title: ada.handle, body: 'Text' }, { token: ada.token });
    expect(await find(body.slug, ada.token)).toMatchObject({ status: 200 });
    expect(await find(body.slug, bob.token)).toMatchObject(problem(404, 'posts.not-found'));
    expect(await find(body.slug)).toMatchObject(problem(404, 'posts.not-found'));
  });
});
