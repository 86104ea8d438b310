import { inEveryTopology, until } from '@isomer/framework/testing';
import { freshHandle, password, problem, publishedPost, somebody } from './people';

inEveryTopology('a community', ({ api }) => {
  test('somebody registers, publishes, and others comment and reply', async () => {
    const ada = await somebody(api);
    const bob = await somebody(api);
    const postId = await publishedPost(api, ada, 'Notes');

    const comment = await api.post(`/v1/posts/${postId}/comments`, { body: 'First' }, { token: bob.token });
    expect(comment.status).toBe(201);
    const reply = await api.post(
      `/v1/comments/${comment.body.id}/replies`,
      { body: 'Thanks' },
      { token: ada.token },
    );
    expect(reply.body).toMatchObject({ parentId: comment.body.id, postId, author: { handle: ada.handle } });

    const list = await api.get(`/v1/posts/${postId}/comments`);
    expect(
      list.body.items.map((c: { body: string; author: { handle: string } }) => [c.body, c.author.handle]),
    ).toEqual([
      ['First', bob.handle],
      ['Thanks', ada.handle],
    ]);
    const count = async () => (await api.get(`/v1/posts/${postId}`)).body.commentCount as number;
    await until(async () => (await count()) === 2, 'the post counting both');
  });

  test('what was created is where its Location says', async () => {
    const { handle, token } = await somebody(api);
    const post = await api.post('/v1/posts', { title: 'T', body: 'B' }, { token });
    const found = await api.get(post.headers.get('location')!, { token });
    expect(found).toMatchObject({ status: 200, body: { id: post.body.id, author: { handle } } });
    const account = await api.post('/v1/accounts', { handle: freshHandle(), password });
    expect(await api.get(account.headers.get('location')!)).toMatchObject({
      status: 200,
      body: account.body,
    });
  });

  test('a draft is its author’s alone', async () => {
    const ada = await somebody(api);
    const bob = await somebody(api);
    const { body: draft } = await api.post(
      '/v1/posts',
      { title: 'Draft', body: 'Text' },
      { token: ada.token },
    );
    expect(await api.get(`/v1/posts/${draft.id}`, { token: ada.token })).toMatchObject({
      status: 200,
      body: { status: 'draft' },
    });
    expect(await api.get(`/v1/posts/${draft.id}`)).toMatchObject(problem(404, 'posts.not-found'));
    expect(await api.get(`/v1/posts/${draft.id}`, { token: bob.token })).toMatchObject(
      problem(404, 'posts.not-found'),
    );
    expect(await api.post(`/v1/posts/${draft.id}/publish`, undefined, { token: bob.token })).toMatchObject(
      problem(404, 'posts.not-found'),
    );
    expect(
      await api.post(`/v1/posts/${draft.id}/comments`, { body: 'Hm' }, { token: bob.token }),
    ).toMatchObject(problem(404, 'posts.not-found'));
    expect(await api.get(`/v1/posts/${draft.id}/comments`)).toMatchObject(problem(404, 'posts.not-found'));
    const { body: list } = await api.get('/v1/posts?limit=100');
    expect(list.items.map(({ id }: { id: string }) => id)).not.toContain(draft.id);
  });

  test('only its author publishes a post, and twice changes nothing', async () => {
    const ada = await somebody(api);
    const bob = await somebody(api);
    const id = await publishedPost(api, ada);
    expect(await api.post(`/v1/posts/${id}/publish`, undefined, { token: bob.token })).toMatchObject(
      problem(403, 'posts.not-the-author'),
    );
    const first = await api.get(`/v1/posts/${id}`);
    const again = await api.post(`/v1/posts/${id}/publish`, undefined, { token: ada.token });
    expect(again.body.publishedAt).toBe(first.body.publishedAt);
  });

  test('a handle belongs to one account', async () => {
    const { handle } = await somebody(api);
    expect(await api.post('/v1/accounts', { handle, password })).toMatchObject({
      ...problem(409, 'identity.handle-taken'),
    });
  });

  test('a wrong password and an unknown handle get the same answer', async () => {
    const { handle } = await somebody(api);
    const wrong = await api.post('/v1/sessions', { handle, password: 'wrong password' });
    const unknown = await api.post('/v1/sessions', { handle: freshHandle(), password });
    expect(wrong).toMatchObject(problem(401, 'identity.wrong-credentials'));
    expect({ ...unknown.body, traceId: '' }).toEqual({ ...wrong.body, traceId: '' });
  });

  test('profiles come in batch, without those that do not exist', async () => {
    const [ada, bob] = [await somebody(api), await somebody(api)];
    const { body } = await api.get(
      `/v1/profiles?ids=${ada.id},${bob.id},0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e`,
    );
    expect(body.profiles.map(({ handle }: { handle: string }) => handle).sort()).toEqual(
      [ada.handle, bob.handle].sort(),
    );
    expect((await api.get(`/v1/profiles/${ada.handle}`)).body.id).toBe(ada.id);
    expect(await api.get(`/v1/profiles/${freshHandle()}`)).toMatchObject(
      problem(404, 'identity.profile-not-found'),
    );
    expect((await api.get('/v1/me', { token: ada.token })).body.handle).toBe(ada.handle);
  });

  test('replies end at the twentieth level', async () => {
    const ada = await somebody(api);
    const postId = await publishedPost(api, ada);
    let { body: parent } = await api.post(
      `/v1/posts/${postId}/comments`,
      { body: '0' },
      { token: ada.token },
    );
    for (let level = 1; level <= 20; level++) {
      ({ body: parent } = await api.post(
        `/v1/comments/${parent.id}/replies`,
        { body: String(level) },
        { token: ada.token },
      ));
    }
    expect(parent.body).toBe('20');
    expect(
      await api.post(`/v1/comments/${parent.id}/replies`, { body: '21' }, { token: ada.token }),
    ).toMatchObject(problem(409, 'comments.nested-too-deep'));
  });
});
