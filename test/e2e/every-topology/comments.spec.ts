import { randomUUID } from 'node:crypto';
import { inEveryTopology, until } from '@isomer/framework/testing';
import { type Person, problem, publishedPost, somebody } from './people';

inEveryTopology('comments', ({ api }) => {
  let ada: Person;
  let bob: Person;
  beforeAll(async () => {
    [ada, bob] = [await somebody(api), await somebody(api)];
  });
  const send = (method: string, path: string, body: unknown, who: Person, headers = {}) =>
    api.send(method, path, body === undefined ? undefined : JSON.stringify(body), {
      token: who.token,
      headers,
    });
  const freshUrl = () => `https://blog.example.com/${randomUUID()}`;

  test('a page of any site has one thread, in which people talk', async () => {
    const url = freshUrl();
    expect(await api.get(`/v1/threads?url=${url}`)).toMatchObject(problem(404, 'comments.thread-not-found'));
    const opened = await api.post('/v1/threads', { url: `${url}/?utm_source=x`, title: 'A page' }, ada);
    expect(opened).toMatchObject({ status: 200, body: { title: 'A page', commentCount: 0 } });
    const { id } = opened.body;
    expect((await api.get(`/v1/threads?url=${url}`)).body.id).toBe(id);
    const one = await api.post(`/v1/threads/${id}/comments`, { body: '*One*' }, ada);
    expect(one).toMatchObject({ status: 201, body: { threadId: id, html: '<p><em>One</em></p>\n' } });
    expect(one.headers.get('location')).toBe(`/v1/comments/${one.body.id}`);
    const reply = await api.post(`/v1/comments/${one.body.id}/replies`, { body: 'Below' }, bob);
    const list = await api.get(`/v1/threads/${id}/comments?order=newest`);
    expect(list.body.items).toMatchObject([
      { id: one.body.id, replyCount: 1, author: { handle: ada.handle } },
    ]);
    const replies = await api.get(`/v1/comments/${one.body.id}/replies`);
    expect(replies.body.items).toMatchObject([{ id: reply.body.id, author: { handle: bob.handle } }]);
    const counts = await api.post('/v1/threads/counts', { urls: [url, freshUrl()] });
    expect(counts).toMatchObject({ status: 200, body: { urls: [{ threadId: id, count: 2 }, { count: 0 }] } });
  });

  test('others vote, once each, and see what they have voted', async () => {
    const postId = await publishedPost(api, ada);
    const { body: comment } = await api.post(`/v1/posts/${postId}/comments`, { body: 'Hm' }, ada);
    const vote = `/v1/comments/${comment.id}/vote`;
    expect(await send('PUT', vote, { value: 1 }, bob)).toMatchObject({
      status: 200,
      body: { up: 1, vote: 1 },
    });
    expect(await send('PUT', vote, { value: -1 }, bob)).toMatchObject({ body: { up: 0, down: 1 } });
    expect(await send('PUT', vote, { value: 1 }, ada)).toMatchObject(problem(409, 'comments.own-comment'));
    const list = `/v1/threads/${postId}/comments?order=best`;
    expect((await api.get(list, bob)).body.items).toMatchObject([{ down: 1, vote: -1 }]);
    expect((await api.get(list)).body.items[0]).not.toHaveProperty('vote');
    expect(await send('DELETE', vote, undefined, bob)).toMatchObject({ body: { up: 0, down: 0 } });
    for (const value of [0, 2, '1', null])
      expect(await send('PUT', vote, { value }, bob)).toMatchObject(problem(400, 'invalid-argument'));
  });

  test('its author edits one that nobody has changed, and deletes it; the post counts what is shown', async () => {
    const postId = await publishedPost(api, ada);
    const { body: comment } = await api.post(`/v1/posts/${postId}/comments`, { body: 'Hm' }, ada);
    await api.post(`/v1/comments/${comment.id}/replies`, { body: 'Yes?' }, bob);
    const path = `/v1/comments/${comment.id}`;
    const tag = (await api.get(path)).headers.get('etag')!;
    const edited = await send('PATCH', path, { body: 'Hm!' }, ada, { 'if-match': tag });
    expect(edited).toMatchObject({ status: 200, body: { body: 'Hm!', revision: 2 } });
    const late = await send('PATCH', path, { body: 'Hm?' }, ada, { 'if-match': tag });
    expect(late).toMatchObject(problem(412, 'outdated'));
    expect(await send('PATCH', path, { body: 'Hm' }, bob)).toMatchObject(
      problem(403, 'comments.not-the-author'),
    );
    expect(await send('DELETE', path, undefined, bob)).toMatchObject(problem(403, 'comments.not-the-author'));
    expect(await send('DELETE', path, undefined, ada)).toMatchObject({
      status: 200,
      body: { status: 'deleted' },
    });
    const { items } = (await api.get(`/v1/posts/${postId}/comments`)).body;
    expect(items).toMatchObject([{ id: comment.id, status: 'deleted' }, { parentId: comment.id }]);
    for (const field of ['author', 'authorId', 'body', 'html']) expect(items[0]).not.toHaveProperty(field);
    const count = async () => (await api.get(`/v1/posts/${postId}`)).body.commentCount as number;
    await until(async () => (await count()) === 1, 'the post counting what is shown');
  });

  test('what is for moderators is not for others', async () => {
    const postId = await publishedPost(api, ada);
    const { body: comment } = await api.post(`/v1/posts/${postId}/comments`, { body: 'Hm' }, ada);
    const attempts = [
      send('PUT', `/v1/threads/${postId}/lock`, undefined, ada),
      send('DELETE', `/v1/threads/${postId}/lock`, undefined, ada),
      send('POST', `/v1/comments/${comment.id}/restore`, undefined, ada),
      api.get('/v1/comment-reports', ada),
      api.post(`/v1/comment-reports/${comment.id}/resolve`, { outcome: 'removed' }, ada),
    ];
    for (const each of attempts) expect(await each).toMatchObject(problem(403, 'permission-denied'));
  });

  test('anybody reports a comment, once', async () => {
    const postId = await publishedPost(api, ada);
    const { body: comment } = await api.post(`/v1/posts/${postId}/comments`, { body: 'Hm' }, ada);
    const report = () => api.post(`/v1/comments/${comment.id}/reports`, { reason: 'Advertises' }, bob);
    expect(await report()).toMatchObject({ status: 201, body: { reason: 'Advertises', reporterId: bob.id } });
    expect(await report()).toMatchObject(problem(409, 'comments.reported-already'));
  });

  test.each(['Z̸̢a̴l̶g̷o̵'.repeat(900), '\u202Ertl\u202C', '\u200b', '\u0000', '\ud800', 'x'.repeat(10_001)])(
    'any text is taken as it is or refused: %#',
    async (body) => {
      const { body: thread } = await api.post('/v1/threads', { url: freshUrl() }, ada);
      const answer = await api.post(`/v1/threads/${thread.id}/comments`, { body }, ada);
      expect([201, 400]).toContain(answer.status);
      if (answer.status === 201) expect(answer.body.body).toBe(body);
    },
  );

  test.each([
    'https://',
    'ftp://example.com',
    'javascript:alert(1)',
    'https://a b',
    'https://me:x@example.com',
    '',
  ])('no page is %j', async (url) => {
    const opened = await api.post('/v1/threads', { url }, ada);
    expect(opened).toMatchObject(problem(400, 'invalid-argument'));
    expect(opened.body.violations[0].pointer).toBe('/url');
    const found = await api.get(`/v1/threads?url=${encodeURIComponent(url)}`);
    expect(found).toMatchObject(problem(400, 'invalid-argument'));
  });
});
