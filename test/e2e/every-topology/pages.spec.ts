import { inEveryTopology } from '@isomer/framework/testing';
import { problem, publishedPost, somebody } from './people';

inEveryTopology('pages', ({ api }) => {
  test('following Link reads every item once, in order', async () => {
    const ada = await somebody(api);
    const postId = await publishedPost(api, ada);
    for (let i = 0; i < 7; i++)
      await api.post(`/v1/posts/${postId}/comments`, { body: String(i) }, { token: ada.token });

    const read: string[] = [];
    let path: string | undefined = `/v1/posts/${postId}/comments?limit=3`;
    for (let page = 0; path && page < 10; page++) {
      const answer = await api.get(path);
      read.push(...answer.body.items.map(({ body }: { body: string }) => body));
      path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
      expect(path === undefined).toBe(answer.body.next === undefined);
    }
    expect(read).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  test('long texts make a page shorter, not an error', async () => {
    const ada = await somebody(api);
    const postId = await publishedPost(api, ada);
    for (let i = 0; i < 40; i++)
      await api.post(`/v1/posts/${postId}/comments`, { body: '漢'.repeat(10_000) }, { token: ada.token });
    const first = await api.get(`/v1/posts/${postId}/comments?limit=100`);
    expect([first.status, first.body.items.length]).toEqual([200, 14]);
    const second = await api.get(`/v1/posts/${postId}/comments?limit=100&cursor=${first.body.next}`);
    expect([second.body.items.length, second.body.next]).toEqual([14, expect.any(String)]);
  });

  test('posts come newest first, of one author if asked', async () => {
    const ada = await somebody(api);
    const ids = [await publishedPost(api, ada), await publishedPost(api, ada), await publishedPost(api, ada)];
    const first = await api.get(`/v1/posts?authorId=${ada.id}&limit=2`);
    const second = await api.get(`/v1/posts?authorId=${ada.id}&limit=2&cursor=${first.body.next}`);
    const seen = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
    expect(seen).toEqual(ids.reverse());
    expect(second.headers.get('link')).toBeNull();
  });

  test.each([
    ['a cursor of nothing', 'cursor=abc'],
    ['an empty cursor', 'cursor='],
    ['a cursor twice', 'cursor=a&cursor=b'],
    ['a page of a million', 'limit=1000000'],
    ['a page of none', 'limit=0'],
    ['half an item', 'limit=1.5'],
    ['a limit in words', 'limit=ten'],
    ['an author who is no id', 'authorId=ada'],
  ])('%s is refused by name', async (_, query) => {
    const answer = await api.get(`/v1/posts?${query}`);
    expect(answer).toMatchObject(problem(400, 'invalid-argument'));
    expect(answer.body.violations[0].pointer).toBe(`/${query.split('=')[0]}`);
  });

  test('a cursor that was edited, or belongs to another list, is refused', async () => {
    const ada = await somebody(api);
    await publishedPost(api, ada);
    await publishedPost(api, ada);
    const { body } = await api.get('/v1/posts?limit=1');
    const middle = body.next.length / 2;
    const edited =
      body.next.slice(0, middle) + (body.next[middle] === 'A' ? 'B' : 'A') + body.next.slice(middle + 1);
    for (const cursor of [edited, body.next.slice(0, -2), `${body.next}AA`]) {
      expect(await api.get(`/v1/posts?limit=1&cursor=${cursor}`)).toMatchObject(
        problem(400, 'invalid-argument'),
      );
    }
    expect(await api.get(`/v1/posts?limit=1&cursor=${body.next}`)).toMatchObject({ status: 200 });
  });
});
