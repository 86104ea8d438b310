import { randomUUID } from 'node:crypto';
import { type Answer, inEveryTopology } from '@isomer/framework/testing';
import { type Person, password, publishedPost, somebody } from './people';

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  violations?: unknown;
}
type Document = Record<
  string,
  Record<
    string,
    {
      responses: Record<
        string,
        { content: Record<string, { examples: Record<string, { value: Problem }> }> }
      >;
    }
  >
>;

const unknown = '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e';

inEveryTopology('the problems in the document', ({ api }) => {
  let paths: Document;
  let ada: Person;
  let bob: Person;
  beforeAll(async () => {
    ({ paths } = (await api.get('/openapi.json')).body);
    [ada, bob] = [await somebody(api), await somebody(api)];
  });

  const problems = (responses: Document[string][string]['responses'], status: number) =>
    Object.values(responses[status]!.content['application/problem+json']!.examples).map(({ value }) => value);

  /** The answer is, but for where it came from, one of the examples that the document has for it. */
  const documented = (operation: string, status: number, answer: Answer) => {
    const [method, path] = operation.split(' ') as [string, string];
    const { type, title, detail, violations } = answer.body;
    expect(answer.status).toBe(status);
    const examples = problems(paths[path]![method.toLowerCase()]!.responses, status);
    expect(
      examples.map((each) => [each.type, each.title, each.status, each.detail, each.violations]),
    ).toContainEqual([type, title, status, detail, violations]);
  };

  test('leave nothing open', () => {
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { responses }] of Object.entries(methods))
        for (const status of Object.keys(responses).filter((each) => Number(each) >= 400))
          for (const problem of problems(responses, Number(status))) {
            expect(problem.status).toBe(Number(status));
            expect(`${method} ${JSON.stringify(problem)}`).not.toMatch(/\{\w+\}/);
            expect(problem).toHaveProperty('instance', expect.stringMatching(`^${path.split('{')[0]}`));
          }
  });

  test('are what identity answers', async () => {
    const wrong = await api.post('/v1/sessions', { handle: ada.handle, password: 'a wrong one' });
    documented('POST /v1/sessions', 401, wrong);
    const forged = await api.post('/v1/sessions/refresh', { refreshToken: 'x' });
    documented('POST /v1/sessions/refresh', 401, forged);
    const taken = await api.post('/v1/accounts', { handle: ada.handle, password });
    taken.body.detail = taken.body.detail.replace(ada.handle, 'ada');
    documented('POST /v1/accounts', 409, taken);
    documented('POST /v1/accounts', 400, await api.post('/v1/accounts', {}));
    documented('GET /v1/profiles/{handle}', 404, await api.get('/v1/profiles/nobody_at_all'));
    documented('GET /v1/profiles/{handle}', 400, await api.get('/v1/profiles/%3F'));
    documented('GET /v1/profiles', 400, await api.get('/v1/profiles'));
    documented('GET /v1/me', 401, await api.get('/v1/me'));
    const { token } = bob;
    const send = (method: string, path: string, body?: object, headers?: Record<string, string>) =>
      api.send(method, path, body && JSON.stringify(body), { token, headers });
    const stale = { 'if-match': '"0-x"' };
    documented('PATCH /v1/me', 412, await send('PATCH', '/v1/me', { bio: 'I' }, stale));
    documented('PATCH /v1/me', 400, await send('PATCH', '/v1/me', { misspelt: 'x' }));
    const guess = { password: 'a wrong one', newPassword: 'another horse' };
    documented('PUT /v1/me/password', 403, await send('PUT', '/v1/me/password', guess));
    documented('DELETE /v1/sessions/{id}', 404, await send('DELETE', `/v1/sessions/${unknown}`));
    documented('GET /v1/accounts', 403, await send('GET', '/v1/accounts'));
    const suspension = `/v1/accounts/${unknown}/suspension`;
    documented('POST /v1/accounts/{id}/suspension', 403, await send('POST', suspension, { reason: 'S' }));
    documented(
      'PUT /v1/accounts/{id}/role',
      401,
      await api.send('PUT', `/v1/accounts/${unknown}/role`, '{"role":"admin"}'),
    );
  });

  test('are what posts answer', async () => {
    const { token } = bob;
    const id = await publishedPost(api, ada);
    documented(
      'POST /v1/posts/{id}/publish',
      403,
      await api.post(`/v1/posts/${id}/publish`, undefined, { token }),
    );
    documented(
      'POST /v1/posts/{id}/publish',
      404,
      await api.post(`/v1/posts/${unknown}/publish`, undefined, { token }),
    );
    documented('GET /v1/posts/{id}', 404, await api.get(`/v1/posts/${unknown}`));
    documented('GET /v1/posts/{id}', 400, await api.get('/v1/posts/%3F'));
    documented('GET /v1/posts', 400, await api.get('/v1/posts?misspelt=x'));
    documented('POST /v1/posts', 401, await api.post('/v1/posts', { title: 'T', body: 'B' }));
    documented('POST /v1/posts', 400, await api.post('/v1/posts', {}, { token }));
    documented('POST /v1/posts', 400, await api.send('POST', '/v1/posts', '{', { token }));
    documented('POST /v1/posts', 413, await api.post('/v1/posts', 'x'.repeat(2_000_000), { token }));
    const xml = { token, headers: { 'content-type': 'text/xml' } };
    documented('POST /v1/posts', 415, await api.send('POST', '/v1/posts', '<a/>', xml));
    const keyed = { token, headers: { 'idempotency-key': randomUUID() } };
    await api.post('/v1/posts', { title: 'T', body: 'B' }, keyed);
    documented('POST /v1/posts', 422, await api.post('/v1/posts', { title: 'U', body: 'B' }, keyed));
  });

  test('are what comments answer', async () => {
    const { token } = bob;
    const post = (path: string, body: unknown) => api.post(path, body, { token });
    documented(
      'POST /v1/comments/{commentId}/replies',
      404,
      await post(`/v1/comments/${unknown}/replies`, { body: 'B' }),
    );
    documented(
      'POST /v1/posts/{postId}/comments',
      404,
      await post(`/v1/posts/${unknown}/comments`, { body: 'B' }),
    );
    documented('POST /v1/posts/{postId}/comments', 400, await post(`/v1/posts/${unknown}/comments`, {}));
  });

  test('name a post that has no comments because it does not exist', async () => {
    documented('GET /v1/posts/{postId}/comments', 404, await api.get(`/v1/posts/${unknown}/comments`));
  });

  test('name a token that is no good, wherever it is sent', async () => {
    const options = { token: 'expired', headers: { authorization: 'Basic YWRhOmFkYQ==' } };
    for (const [path, methods] of Object.entries(paths))
      for (const method of Object.keys(methods)) {
        const url = path.replace('{handle}', ada.handle).replace(/\{\w+\}/, unknown);
        documented(`${method} ${path}`, 401, await api.send(method.toUpperCase(), url, undefined, options));
      }
  });
});
