import { type Answer, inEveryTopology } from '@isomer/framework/testing';
import { freshHandle, password, problem, publishedPost, somebody, type Person } from './people';

inEveryTopology('bad input', ({ api }) => {
  let ada: Person;
  let postId: string;
  beforeAll(async () => {
    ada = await somebody(api);
    postId = await publishedPost(api, ada);
  });

  const write = (body: string | Buffer, headers?: Record<string, string>): Promise<Answer> =>
    api.send('POST', '/v1/posts', body, { token: ada.token, headers });

  function bare(answer: Answer): void {
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.js:|\.ts:|at \w+ \(/);
  }

  test.each([
    ['cut JSON', '{"title":'],
    ['no JSON', 'title=Hi'],
    ['an empty body', ''],
  ])('%s is not JSON', async (_, body) => {
    const answer = await write(body);
    expect(answer).toMatchObject({ status: 400 });
    bare(answer);
  });

  test.each([
    ['null', 'null', ''],
    ['a list', '[]', ''],
    ['a number', '1', ''],
    ['nothing in it', '{}', '/title'],
    ['a title of the wrong type', '{"title":1,"body":"B"}', '/title'],
    ['an empty title', '{"title":"","body":"B"}', '/title'],
    ['a blank title', '{"title":" \\u00a0","body":"B"}', '/title'],
    ['a blank text', '{"title":"T","body":" \\n\\t"}', '/body'],
    ['a title over 200 characters', JSON.stringify({ title: 'x'.repeat(201), body: 'B' }), '/title'],
    ['a body over 200,000 characters', JSON.stringify({ title: 'T', body: 'x'.repeat(200_001) }), '/body'],
    ['NUL', '{"title":"a\\u0000b","body":"B"}', '/title'],
    ['NUL in the text', '{"title":"T","body":"a\\u0000b"}', '/body'],
    ['a bell', '{"title":"a\\u0007b","body":"B"}', '/title'],
    ['a line end in the title', '{"title":"a\\nb","body":"B"}', '/title'],
    ['a title that is shown backwards', '{"title":"a\\u202eb","body":"B"}', '/title'],
    ['a title with something hidden', '{"title":"ad\\u200bmin","body":"B"}', '/title'],
    ['marks over the lines above', JSON.stringify({ title: 'T', body: `a${'\u0301'.repeat(9)}` }), '/body'],
    ['what is no character', '{"title":"T","body":"a\\ufffe"}', '/body'],
    ['half a surrogate pair', '{"title":"T","body":"\\ud800"}', '/body'],
    ['a language that is none', '{"title":"T","body":"B","locale":"english please"}', '/locale'],
  ])('%s is refused by name', async (_, body, pointer) => {
    const answer = await write(body);
    expect(answer).toMatchObject(problem(400, 'invalid-argument'));
    expect(answer.body.violations.map((v: { pointer: string }) => v.pointer)).toContain(pointer);
    for (const { detail } of answer.body.violations) expect(detail).toMatch(/^(is missing|must )/);
    bare(answer);
  });

  test('an unknown field is refused, because it may be a misspelt one', async () => {
    const answer = await write('{"title":"T","body":"B","tittle":"T"}');
    expect(answer).toMatchObject(problem(400, 'invalid-argument'));
    expect(answer.body.violations[0].detail).toContain('tittle');
  });

  test('publishing takes no body: an empty one is none, and an unknown field is refused', async () => {
    const publish = (body: string) =>
      api.send('POST', `/v1/posts/${postId}/publish`, body, { token: ada.token });
    expect(await publish('')).toMatchObject({ status: 200, body: { id: postId } });
    const answer = await publish('{"status":"draft"}');
    expect(answer).toMatchObject(problem(400, 'invalid-argument'));
    expect(answer.body.violations[0].detail).toContain('status');
  });

  test('a field named __proto__ is refused', async () => {
    const answer = await write('{"title":"T","body":"B","__proto__":{"admin":true}}');
    expect(answer.status).toBe(400);
    bare(answer);
  });

  test('a body of 2 MB is refused', async () => {
    const answer = await write(JSON.stringify({ title: 'T', body: 'x'.repeat(2_000_000) }));
    expect(answer).toMatchObject(problem(413, 'http-413'));
  });

  test('a body that is no JSON by its own word is refused', async () => {
    expect(await write('<title/>', { 'content-type': 'text/xml' })).toMatchObject(problem(415, 'http-415'));
  });

  test.each([
    ['compressed', { 'content-encoding': 'gzip' }],
    ['in another charset', { 'content-type': 'application/json; charset=utf-16' }],
  ])('a body that is %s by its own word is refused', async (_, headers) => {
    const answer = await write('{"title":"T","body":"B"}', {
      'content-type': 'application/json',
      ...headers,
    });
    expect(answer).toMatchObject(problem(415, 'http-415'));
  });

  test('a body that is no UTF-8 is refused, not stored as something else', async () => {
    const answer = await write(Buffer.from('{"title":"\xff\xfe","body":"B"}', 'latin1'));
    expect(answer).toMatchObject(problem(400, 'http-400'));
    expect(answer.body.detail).toContain('UTF-8');
  });

  test('a method that is not served is told what is', async () => {
    const answer = await api.send('DELETE', '/v1/posts', undefined);
    expect(answer).toMatchObject(problem(405, 'http-405'));
    expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
    expect(await api.send('DELETE', '/v1/nothing', undefined)).toMatchObject(problem(404, 'http-404'));
    expect(await api.get('/v1/posts/')).toMatchObject({ status: 200 });
  });

  test('a path that nobody serves and an id that is none are told apart', async () => {
    expect(await api.get('/v1/nothing')).toMatchObject(problem(404, 'http-404'));
    const answer = await api.get('/v1/posts/not-an-id');
    expect(answer).toMatchObject(problem(400, 'invalid-argument'));
    expect(answer.body.violations[0].pointer).toBe('/id');
    expect(await api.get('/v1/posts/%00')).toMatchObject({ status: 400 });
    expect(await api.get('/v1/posts/0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e')).toMatchObject(
      problem(404, 'posts.not-found'),
    );
  });

  test('script in Markdown stays text', async () => {
    const body = '<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>';
    const written = await write(JSON.stringify({ title: '<b>T</b>', body }));
    expect(written.body).toMatchObject({ title: '<b>T</b>', body });
    expect(written.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(written.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('text of every script comes back as it was sent', async () => {
    const body = '日本語 العربية עברית हिन्दी 👩‍👩‍👧 Z̸̢a̴l̶g̷o̵ \u202Ertl\ttab\nline';
    const written = await write(JSON.stringify({ title: 'Ünïcödé 中文', body, locale: 'zh-Hant' }));
    expect(written.body).toMatchObject({ body, locale: 'zh-Hant' });
    expect((await api.get(`/v1/posts/${written.body.id}`, { token: ada.token })).body.body).toBe(body);
  });

  test.each([['a'], ['Ada'], ['ada lovelace'], ['ádá'], ['_ada'], ['a'.repeat(31)], ['']])(
    'the handle %p is refused',
    async (handle) => {
      expect(await api.post('/v1/accounts', { handle, password })).toMatchObject(
        problem(400, 'invalid-argument'),
      );
    },
  );

  test.each([['a\u0000b'], ['\ud800'], ['{"$gt":""}'], ["' OR 1=1 --"]])(
    'logging in as %j is logging in as nobody',
    async (handle) => {
      expect(await api.post('/v1/sessions', { handle, password })).toMatchObject(
        problem(401, 'identity.wrong-credentials'),
      );
    },
  );

  test('a refused registration leaves the handle free', async () => {
    const handle = freshHandle();
    expect((await api.post('/v1/accounts', { handle, password, displayName: 'a\u0000b' })).status).toBe(400);
    const controls = await api.post('/v1/accounts', { handle, password: 'correct\u0000 horse battery' });
    expect(controls.body.violations).toEqual([
      { pointer: '/password', detail: 'must not have control characters' },
    ]);
    expect((await api.post('/v1/accounts', { handle, password, displayName: ' ' })).status).toBe(400);
    expect((await api.post('/v1/accounts', { handle, password })).status).toBe(201);
  });

  test('a comment that is refused leaves nothing', async () => {
    expect(await api.post(`/v1/posts/${postId}/comments`, { body: '' }, { token: ada.token })).toMatchObject(
      problem(400, 'invalid-argument'),
    );
    const blank = await api.post(`/v1/posts/${postId}/comments`, { body: ' \n ' }, { token: ada.token });
    expect(blank).toMatchObject(problem(400, 'invalid-argument'));
    expect(blank.body.violations).toEqual([{ pointer: '/body', detail: 'must not be blank' }]);
    expect((await api.get(`/v1/posts/${postId}/comments`)).body.items).toEqual([]);
  });
});
