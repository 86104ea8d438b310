import { inEveryTopology } from '@isomer/framework/testing';
import { eventsOf } from './event-source';
import { publishedPost, somebody } from './people';

inEveryTopology('authors', ({ api, url }) => {
  test('are shown with their picture, if they have one, beside all that they have written', async () => {
    const avatarUrl = 'https://example.org/ada.png';
    const [ada, bob] = [await somebody(api), await somebody(api)];
    await api.send('PATCH', '/v1/me', JSON.stringify({ avatarUrl }), { token: ada.token });
    const postId = await publishedPost(api, ada);
    const comments = `/v1/posts/${postId}/comments`;
    const { id: commentId } = (await api.post(comments, { body: 'By ada' }, ada)).body;
    await api.post(comments, { body: 'By bob' }, bob);
    await api.post(`/v1/comments/${commentId}/replies`, { body: 'By ada' }, ada);

    const [adas, bobs] = [{ id: ada.id, avatarUrl }, { id: bob.id }];
    const authorsAt = async (path: string) => {
      const { body } = await api.get(path, { token: ada.token });
      return (body.items ?? [body]).map(({ author }: { author: object }) => author);
    };
    for (const path of [`/v1/posts/${postId}`, `/v1/posts?authorId=${ada.id}`, '/v1/me/posts'])
      expect(await authorsAt(path)).toMatchObject([adas]);
    expect(await authorsAt(comments)).toMatchObject([adas, bobs, adas]);
    expect((await authorsAt(comments))[1]).not.toHaveProperty('avatarUrl');
    expect(await authorsAt(`/v1/threads/${postId}/comments?order=newest`)).toMatchObject([bobs, adas]);
    expect(await authorsAt(`/v1/comments/${commentId}/replies`)).toMatchObject([adas]);
    const { body } = await api.get(`/v1/profiles?ids=${ada.id}`);
    expect(body.profiles).toMatchObject([adas]);
    for await (const { data } of eventsOf(`${url}/v1/threads/${postId}/events?after=0`)) {
      expect(data.author).toMatchObject(adas);
      break;
    }
  });
});
