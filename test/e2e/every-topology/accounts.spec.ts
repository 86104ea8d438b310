import { inEveryTopology, until } from '@isomer/framework/testing';
import { administrator, isomer, moderator } from './administrators';
import { type Person, freshHandle, logIn, password, problem, publishedPost, somebody } from './people';

inEveryTopology('accounts', (topology) => {
  const { api } = topology;
  let root: Person;
  let guardian: Person;
  beforeAll(async () => {
    root = await administrator(topology);
    guardian = await moderator(topology, root);
  });
  const setRole = (id: string, role: string, { token }: Person) =>
    api.send('PUT', `/v1/accounts/${id}/role`, JSON.stringify({ role }), { token });
  const suspend = (id: string, { token }: Person, body: object = { reason: 'Spam' }) =>
    api.post(`/v1/accounts/${id}/suspension`, body, { token });
  const reinstate = (id: string, { token }: Person) =>
    api.send('DELETE', `/v1/accounts/${id}/suspension`, undefined, { token });

  test('of ten who register a handle at once, one gets it', async () => {
    const handle = freshHandle();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api.post('/v1/accounts', { handle, password })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    for (const answer of answers.filter(({ status }) => status === 409))
      expect(answer).toMatchObject(problem(409, 'identity.handle-taken'));
  });

  test('a handle that looks like one that is taken is taken', async () => {
    const handle = freshHandle();
    expect((await api.post('/v1/accounts', { handle: `${handle}modern`, password })).status).toBe(201);
    for (const twin of ['modem', 'm0dern', 'm_odern'])
      expect(await api.post('/v1/accounts', { handle: `${handle}${twin}`, password })).toMatchObject(
        problem(409, 'identity.handle-taken'),
      );
  });

  test('a profile is changed by its owner, who may say what of', async () => {
    const { handle, token } = await somebody(api);
    const change = { displayName: 'Ada', bio: 'I weave.', avatarUrl: 'https://example.org/a.png' };
    const patch = (body: object, headers?: Record<string, string>) =>
      api.send('PATCH', '/v1/me', JSON.stringify(body), { token, headers });
    const changed = await patch(change);
    expect(changed).toMatchObject({ status: 200, body: { handle, ...change, revision: 2 } });
    expect((await api.get(`/v1/profiles/${handle}`)).body).toEqual(changed.body);
    const match = { 'if-match': changed.headers.get('etag')! };
    expect((await patch({ bio: null }, match)).body).not.toHaveProperty('bio');
    expect(await patch({ bio: 'Late' }, match)).toMatchObject(problem(412, 'outdated'));
    expect(await patch({ avatarUrl: 'http://example.org/a.png' })).toMatchObject(
      problem(400, 'invalid-argument'),
    );
  });

  test('a role is given by administrators, and works for writes without logging in again', async () => {
    const ada = await somebody(api);
    expect(await setRole(ada.id, 'moderator', ada)).toMatchObject(problem(403, 'permission-denied'));
    expect(await setRole(ada.id, 'moderator', guardian)).toMatchObject(problem(403, 'permission-denied'));
    expect((await setRole(ada.id, 'moderator', root)).status).toBe(200);
    const { id } = await somebody(api);
    await until(async () => (await suspend(id, ada)).status === 200, 'the new role');
    expect((await setRole(ada.id, 'member', root)).status).toBe(200);
    await until(async () => (await reinstate(id, ada)).status === 403, 'the role being gone');
  });

  test('of two administrators who take the role from each other one at least is told what came of it', async () => {
    const other = await administrator(topology);
    const both = await Promise.all([setRole(other.id, 'member', root), setRole(root.id, 'member', other)]);
    // Whether the second is the last one, has lost the role by then, or is neither as others have made one meanwhile: that the
    // last one stays is tested where nobody else is.
    await isomer(topology, 'accounts', 'make-admin', root.handle);
    const outcomes = both.map(({ status, body }) => (status === 200 ? 'done' : body.type)).sort();
    expect(outcomes[0]).toBe('done');
    expect([
      'done',
      ...['identity.last-administrator', 'permission-denied'].map((code) => `urn:isomer:problem:${code}`),
    ]).toContain(outcomes[1]);
  });

  test('who is suspended writes no more within two seconds, and learns why with the right password', async () => {
    const mallory = await somebody(api);
    const { token, refreshToken, handle, id } = mallory;
    const postId = await publishedPost(api, mallory);
    const until2036 = '2036-01-02T03:04:05.000Z';
    const suspended = await suspend(id, guardian, { reason: 'Spam', until: until2036 });
    expect(suspended).toMatchObject({
      status: 200,
      body: { status: 'suspended', suspension: { reason: 'Spam', until: until2036, by: guardian.id } },
    });
    await until(
      async () => (await api.post(`/v1/posts/${postId}/comments`, { body: 'Hm' }, { token })).status === 401,
      'a write being refused',
    );
    expect((await api.post('/v1/sessions/refresh', { refreshToken })).status).toBe(401);
    const refused = await api.post('/v1/sessions', { handle, password });
    expect(refused).toMatchObject(problem(403, 'identity.suspended'));
    expect(refused.body.details).toEqual({ reason: 'Spam', until: until2036 });
    expect(await api.post('/v1/sessions', { handle, password: 'a wrong horse' })).toMatchObject(
      problem(401, 'identity.wrong-credentials'),
    );
    const listed = await api.get('/v1/accounts?status=suspended&limit=100', { token: guardian.token });
    expect(listed.body.items).toContainEqual(suspended.body);
    expect(await reinstate(id, guardian)).toMatchObject({ status: 200, body: { status: 'active' } });
    await logIn(api, mallory);
    await until(
      async () => (await api.post(`/v1/posts/${postId}/comments`, { body: 'Hm' }, { token })).status === 401,
      'the session of before staying ended',
    );
  });

  test('nobody decides about an equal or a higher role, and members about nobody', async () => {
    const ada = await somebody(api);
    for (const [id, who] of [
      [root.id, guardian],
      [guardian.id, guardian],
      [root.id, root],
    ] as const)
      expect(await suspend(id, who)).toMatchObject(problem(403, 'identity.role-too-high'));
    expect(await suspend(root.id, ada)).toMatchObject(problem(403, 'permission-denied'));
    expect(await api.get('/v1/accounts', { token: ada.token })).toMatchObject(
      problem(403, 'permission-denied'),
    );
    expect(await api.get('/v1/accounts')).toMatchObject(problem(401, 'unauthenticated'));
  });

  test('the command line lists accounts and says what is wrong with a handle', async () => {
    const { stdout } = await isomer(topology, 'accounts', 'list', '--limit', '200', '--json');
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ handle: guardian.handle, role: 'moderator', status: 'active' }),
    );
    const nobody = freshHandle();
    await expect(isomer(topology, 'accounts', 'make-admin', nobody)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`Nobody has the handle '${nobody}': register it first`),
    });
  });
});
