import { randomUUID } from 'node:crypto';
import { inEveryTopology } from '@isomer/framework/testing';
import { freshHandle, password, problem, publishedPost, somebody } from './people';

inEveryTopology('idempotency keys', ({ api }) => {
  const keyed = (token?: string, key: string = randomUUID()) => ({
    token,
    headers: { 'idempotency-key': key },
  });

  test('a retry gets the first answer and does nothing', async () => {
    const ada = await somebody(api);
    const postId = await publishedPost(api, ada);
    const options = keyed(ada.token);
    const first = await api.post(`/v1/posts/${postId}/comments`, { body: 'Once' }, options);
    const again = await api.post(`/v1/posts/${postId}/comments`, { body: 'Once' }, options);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await api.get(`/v1/posts/${postId}/comments`)).body.items).toHaveLength(1);
  });

  test('ten at once do it once and all get the same answer', async () => {
    const ada = await somebody(api);
    const postId = await publishedPost(api, ada);
    const options = keyed(ada.token);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api.post(`/v1/posts/${postId}/comments`, { body: 'Once' }, options)),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
    expect((await api.get(`/v1/posts/${postId}/comments`)).body.items).toHaveLength(1);
  });

  test('another body under the same key is refused and does nothing', async () => {
    const ada = await somebody(api);
    const postId = await publishedPost(api, ada);
    const options = keyed(ada.token);
    await api.post(`/v1/posts/${postId}/comments`, { body: 'One' }, options);
    expect(await api.post(`/v1/posts/${postId}/comments`, { body: 'Two' }, options)).toMatchObject(
      problem(422, 'idempotency-key-reused'),
    );
    expect((await api.get(`/v1/posts/${postId}/comments`)).body.items).toHaveLength(1);
  });

  test('the same body with its fields in another order is the same request', async () => {
    const ada = await somebody(api);
    const options = { token: ada.token, headers: { 'idempotency-key': randomUUID() } };
    const first = await api.send('POST', '/v1/posts', '{"title":"T","body":"B"}', options);
    const again = await api.send('POST', '/v1/posts', '{"body":"B","title":"T"}', options);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  });

  test('a key is a person’s own', async () => {
    const [ada, bob] = [await somebody(api), await somebody(api)];
    const postId = await publishedPost(api, ada);
    const key = randomUUID();
    const one = await api.post(`/v1/posts/${postId}/comments`, { body: 'Mine' }, keyed(ada.token, key));
    const two = await api.post(`/v1/posts/${postId}/comments`, { body: 'Mine' }, keyed(bob.token, key));
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body.id).not.toBe(two.body.id);
  });

  test('a failure is not kept: the retry may succeed', async () => {
    const handle = freshHandle();
    const key = randomUUID();
    expect(
      (await api.post('/v1/accounts', { handle, password: 'short' }, keyed(undefined, key))).status,
    ).toBe(400);
    expect((await api.post('/v1/accounts', { handle, password }, keyed(undefined, key))).status).toBe(201);
  });

  test.each([['with spaces in it'], ['x'.repeat(256)]])('the key %p is refused', async (key) => {
    const ada = await somebody(api);
    expect(await api.post('/v1/posts', { title: 'T', body: 'B' }, keyed(ada.token, key))).toMatchObject(
      problem(400, 'invalid-argument'),
    );
  });
});
