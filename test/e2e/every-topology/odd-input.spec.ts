import { inEveryTopology } from '@isomer/framework/testing';
import { newId, writeCursor } from '@isomer/kernel';
import { type Person, freshHandle, problem, publishedPost, somebody } from './people';

const tooManyMarks = `a${'\u0301'.repeat(9)}`;

inEveryTopology('odd input', ({ api }) => {
  let ada: Person;
  let postId: string;
  beforeAll(async () => {
    ada = await somebody(api);
    postId = await publishedPost(api, ada);
  });
  const send = (method: string, path: string, body: unknown) =>
    api.send(method, path, JSON.stringify(body), { token: ada.token });

  test.each(['a\u202eb', 'a\u2066b', 'ad\u200bmin', tooManyMarks])(
    'a line that shows something else than it says is refused, wherever one is written: %j',
    async (line) => {
      const url = `https://example.com/${freshHandle()}`;
      const answers = [
        await send('PATCH', '/v1/me', { displayName: line }),
        await send('PATCH', `/v1/posts/${postId}`, { title: line }),
        await send('POST', '/v1/threads', { url, title: line }),
      ];
      for (const answer of answers) expect(answer).toMatchObject(problem(400, 'invalid-argument'));
      expect((await api.get(`/v1/threads?url=${url}`)).status).toBe(404);
    },
  );

  test('prose may run from right to left, and marks may not climb', async () => {
    const comments = `/v1/posts/${postId}/comments`;
    const body = '\u2067שָׁלוֹם\u2069 and \u202Eback\u202C';
    expect(await send('POST', comments, { body })).toMatchObject({ status: 201, body: { body } });
    const bio = await send('PATCH', '/v1/me', { bio: tooManyMarks });
    expect(bio).toMatchObject(problem(400, 'invalid-argument'));
    const { body: own } = await send('POST', comments, { body: 'Mine' });
    const climbing = await send('PATCH', `/v1/comments/${own.id}`, { body: tooManyMarks });
    expect(climbing.body.violations[0].pointer).toBe('/body');
  });

  test('what is nested ten thousand times is text to a reader, and no JSON', async () => {
    const deep = 10_000;
    const comments = `/v1/posts/${postId}/comments`;
    for (const body of ['>'.repeat(deep), '['.repeat(deep), '**a '.repeat(deep / 4)])
      expect(await send('POST', comments, { body })).toMatchObject({ status: 201, body: { body } });
    const json = `{"title":"T","body":${'['.repeat(deep)}${']'.repeat(deep)}}`;
    expect(await api.send('POST', '/v1/posts', json, { token: ada.token })).toMatchObject(
      problem(400, 'http-400'),
    );
    const open = await api.send('POST', '/v1/posts', '['.repeat(deep), { token: ada.token });
    expect(open.status).toBe(400);
  });

  test.each([
    '10000-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '-000001-01-01T00:00:00Z',
  ])('no time is %s', async (time) => {
    const draft = await send('POST', '/v1/posts', { title: 'Draft', body: 'Text' });
    const schedule = await send('POST', `/v1/posts/${draft.body.id}/schedule`, { publishAt: time });
    expect(schedule).toMatchObject(problem(400, 'invalid-argument'));
    for (const name of ['publishedFrom', 'publishedBefore']) {
      const answer = await api.get(`/v1/posts?${name}=${encodeURIComponent(time)}`);
      expect(answer).toMatchObject(problem(400, 'invalid-argument'));
      expect(answer.body.violations[0].pointer).toBe(`/${name}`);
    }
  });

  test('a time has any offset', async () => {
    for (const [offset, count] of [
      ['%2B14:00', 1],
      ['-11:59', 0],
    ] as const) {
      const from = `${new Date().toISOString().slice(0, 19)}${offset}`;
      const { status, body } = await api.get(`/v1/posts?authorId=${ada.id}&publishedFrom=${from}`);
      expect([status, body.items.length]).toEqual([200, count]);
    }
  });

  test.each([
    ['a time of no year', { createdAt: '0000-01-01T00:00:00.000Z' }, 'oldest'],
    ['a time that is too late', { createdAt: '10000-01-01T00:00:00.000Z' }, 'newest'],
    ['a number too near to nothing', { best: '1e-99999' }, 'best'],
    ['a number that is none', { best: 'NaN' }, 'best'],
  ])('a forged cursor with %s is refused', async (_, at, order) => {
    const cursor = writeCursor({ order, ...at, id: newId() } as Record<string, string>);
    const answer = await api.get(`/v1/threads/${postId}/comments?order=${order}&cursor=${cursor}`);
    expect(answer).toMatchObject(problem(400, 'invalid-argument'));
    const { createdAt } = at as { createdAt?: string };
    if (createdAt === undefined) return;
    for (const [path, position] of [
      ['/v1/posts?order=newest', { publishedAt: createdAt }],
      ['/v1/posts?order=updated', { updatedAt: createdAt }],
      [`/v1/posts/${postId}/comments?`, { createdAt }],
      ['/v1/sessions?', { begunAt: createdAt }],
    ] as const) {
      const forged = writeCursor({ ...position, id: newId() });
      const list = await api.get(`${path}&cursor=${forged}`, { token: ada.token });
      expect([path, list.status]).toEqual([path, 400]);
    }
  });
});
