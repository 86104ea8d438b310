import { inEveryTopology, until } from '@isomer/framework/testing';
import { type Person, freshHandle, problem, somebody } from './people';

inEveryTopology('lists of posts', ({ api }) => {
  let ada: Person;
  /** A tag and a word that no other test has. */
  const mark = freshHandle();
  const ids: string[] = [];
  beforeAll(async () => {
    ada = await somebody(api);
    const { token } = ada;
    for (const [title, locale] of [
      ['First', 'en'],
      ['Second', 'de'],
      ['Third', 'de'],
    ]) {
      const post = { title, body: `Of ${mark}`, locale, tags: [mark.toUpperCase(), `${mark} ${title}`] };
      const { body } = await api.post('/v1/posts', post, { token });
      await api.post(`/v1/posts/${body.id}/publish`, undefined, { token });
      ids.push(body.id);
    }
    await api.post(`/v1/posts/${ids[1]}/comments`, { body: 'C' }, { token });
    await until(
      async () => (await api.get(`/v1/posts/${ids[1]}`)).body.commentCount === 1,
      'the comment counting',
    );
    await api.send('PATCH', `/v1/posts/${ids[0]}`, '{"title":"First again"}', { token });
  });

  const pages = async (query: string) => {
    const titles: string[] = [];
    let path: string | undefined = `/v1/posts?limit=1&${query}`;
    for (let page = 0; path && page < 9; page++) {
      const answer = await api.get(path);
      expect(answer.status).toBe(200);
      titles.push(...answer.body.items.map(({ title }: { title: string }) => title));
      path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    return titles;
  };

  test.each([
    ['newest', ['Third', 'Second', 'First again']],
    ['oldest', ['First again', 'Second', 'Third']],
    ['updated', ['First again', 'Third', 'Second']],
    ['most-commented', ['Second', 'Third', 'First again']],
  ])('come in the order of %s', async (order, titles) => {
    for (const filter of [`tag=${mark}`, `authorId=${ada.id}`, `q=${mark}`])
      expect(await pages(`${filter}&order=${order}`)).toEqual(titles);
  });

  test('are only what is asked for', async () => {
    expect(await pages(`tag=${mark}&locale=de`)).toEqual(['Third', 'Second']);
    expect(await pages(`q=again+${mark}`)).toEqual(['First again']);
    expect(await pages(`tag=${mark}&publishedBefore=2020-01-01T00:00:00Z`)).toEqual([]);
    expect(await pages(`tag=${mark}-second&publishedFrom=2020-01-01T00:00:00Z`)).toEqual(['Second']);
  });

  test.each([
    'order=best',
    'tag=!',
    'q=',
    'publishedFrom=yesterday',
    'publishedBefore=0000-01-01T00:00:00Z',
    'q=%00',
    'status=draft',
  ])('refuse %s by its name', async (query) => {
    const answer = await api.get(`/v1/posts?${query}`);
    expect(answer).toMatchObject(problem(400, 'invalid-argument'));
  });

  test('count tags', async () => {
    const found: unknown[] = [];
    let path: string | undefined = '/v1/tags?limit=100';
    while (path) {
      const answer = await api.get(path);
      found.push(...answer.body.items.filter(({ tag }: { tag: string }) => tag.startsWith(mark)));
      path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(found).toEqual([
      { tag: mark, posts: 3 },
      { tag: `${mark}-first`, posts: 1 },
      { tag: `${mark}-second`, posts: 1 },
      { tag: `${mark}-third`, posts: 1 },
    ]);
  });

  test('of a member’s own are for members', async () => {
    expect(await api.get('/v1/me/posts')).toMatchObject(problem(401, 'unauthenticated'));
    const { body } = await api.get('/v1/me/posts?limit=2', { token: ada.token });
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1]]);
  });
});
