import { type Api, inEveryTopology, until } from '@isomer/framework/testing';
import { decodeJwt } from 'jose';
import { freshHandle, logIn, password, problem, publishedPost, somebody } from './people';

const remove = (api: Api, path: string, token: string) => api.send('DELETE', path, undefined, { token });

inEveryTopology('sessions', ({ api }) => {
  const refresh = (refreshToken: string) => api.post('/v1/sessions/refresh', { refreshToken });
  const invalid = problem(401, 'identity.refresh-token-invalid');
  const comment = (postId: string, token: string) =>
    api.post(`/v1/posts/${postId}/comments`, { body: 'Hm' }, { token });

  test('twenty who refresh at once get the same refresh token in one session', async () => {
    const { refreshToken, token } = await somebody(api);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([201]);
    const next = new Set(answers.map(({ body }) => body.refreshToken as string));
    const families = new Set(answers.map(({ body }) => decodeJwt(body.accessToken).sid));
    expect([next.size, [...families]]).toEqual([1, [decodeJwt(token).sid]]);
    expect(answers[0]!.headers.get('cache-control')).toBe('no-store');
    expect((await refresh([...next][0]!)).status).toBe(201);
  });

  test('a refresh token that is shown after its grace ends the session, and no other one', async () => {
    const stolen = await somebody(api);
    const other = await logIn(api, stolen);
    const { body } = await refresh(stolen.refreshToken);
    await until(async () => (await refresh(stolen.refreshToken)).status === 401, 'the grace being over');
    expect(await refresh(body.refreshToken)).toMatchObject(invalid);
    expect((await refresh(other.refreshToken)).status).toBe(201);
  });

  test('who logs out writes no more within two seconds, and reads until the token expires', async () => {
    const { token, refreshToken, ...ada } = await somebody(api);
    const postId = await publishedPost(api, { token, refreshToken, ...ada });
    expect(await remove(api, '/v1/sessions/current', token)).toMatchObject({ status: 204, body: '' });
    expect(await refresh(refreshToken)).toMatchObject(invalid);
    const refused = await until(async () => {
      const answer = await comment(postId, token);
      return answer.status === 401 && answer;
    }, 'a write being refused');
    expect(refused).toMatchObject(problem(401, 'unauthenticated'));
    expect(await remove(api, '/v1/sessions/current', token)).toMatchObject(problem(401, 'unauthenticated'));
    expect((await api.get('/v1/me', { token })).status).toBe(200);
    expect((await logIn(api, ada)).token).not.toBe(token);
  });

  test('are listed by their owner, who ends one, or all others', async () => {
    const handle = freshHandle();
    await api.post('/v1/accounts', { handle, password });
    const enter = async (userAgent: string) => {
      const headers = { 'user-agent': userAgent };
      const { body } = await api.post('/v1/sessions', { handle, password }, { headers });
      return { token: body.accessToken as string, refreshToken: body.refreshToken as string };
    };
    const [phone, laptop, here] = [await enter('Phone'), await enter('Laptop'), await enter('Here\u00e9')];
    const first = await api.get('/v1/sessions?limit=2', { token: here.token });
    expect(first.body.items).toMatchObject([
      { userAgent: 'Here\u00e9', current: true },
      { userAgent: 'Laptop', current: false },
    ]);
    const path = /<([^>]+)>; rel="next"/.exec(first.headers.get('link')!)![1]!;
    const second = await api.get(path, { token: here.token });
    expect(second.body.items).toMatchObject([{ userAgent: 'Phone', current: false }]);
    const { id } = second.body.items[0];
    const stranger = await somebody(api);
    expect(await remove(api, `/v1/sessions/${id}`, stranger.token)).toMatchObject(
      problem(404, 'identity.session-not-found'),
    );
    expect((await remove(api, `/v1/sessions/${id}`, here.token)).status).toBe(204);
    expect(await refresh(phone.refreshToken)).toMatchObject(invalid);
    expect(await remove(api, '/v1/sessions', here.token)).toMatchObject({ status: 200, body: { ended: 1 } });
    expect(await refresh(laptop.refreshToken)).toMatchObject(invalid);
    expect((await refresh(here.refreshToken)).status).toBe(201);
  });

  test('all others end with a new password, which needs the old one', async () => {
    const here = await somebody(api);
    const other = await logIn(api, here);
    const { token } = here;
    const change = (old: string) =>
      api.send('PUT', '/v1/me/password', JSON.stringify({ password: old, newPassword: 'a new horse' }), {
        token,
      });
    expect(await change('a wrong horse')).toMatchObject(problem(403, 'identity.wrong-password'));
    expect((await change(password)).status).toBe(204);
    expect(await refresh(other.refreshToken)).toMatchObject(invalid);
    expect((await refresh(here.refreshToken)).status).toBe(201);
    const { handle } = here;
    expect((await api.post('/v1/sessions', { handle, password })).status).toBe(401);
    expect((await api.post('/v1/sessions', { handle, password: 'a new horse' })).status).toBe(201);
  });

  test('a guesser waits from the fifth wrong password on, also with the right one', async () => {
    const { handle } = await somebody(api);
    for (let i = 0; i < 5; i++)
      expect((await api.post('/v1/sessions', { handle, password: 'a wrong horse' })).status).toBe(401);
    const refused = await api.post('/v1/sessions', { handle, password });
    expect(refused).toMatchObject(problem(429, 'resource-exhausted'));
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    await until(
      async () => (await api.post('/v1/sessions', { handle, password })).status === 201,
      'the wait being over',
    );
  });
});
