import { inEveryTopology } from '@isomer/framework/testing';
import { type Person, freshHandle, problem, publishedPost, somebody } from './people';

const many = 20;
/** As many at once. */
const atOnce = <T>(work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: many }, (_, i) => work(i)));

inEveryTopology('of twenty who do the same at once', ({ api }) => {
  let ada: Person;
  let people: Person[];
  beforeAll(async () => {
    ada = await somebody(api);
    people = await Promise.all(Array.from({ length: 4 }, () => somebody(api)));
  });
  const send = (method: string, path: string, body: unknown, { token }: Person) =>
    api.send(method, path, body === undefined ? undefined : JSON.stringify(body), { token });
  const commentOn = async (postId: string) =>
    (await api.post(`/v1/posts/${postId}/comments`, { body: 'Hm' }, ada)).body.id as string;

  test('posts of one title get a slug each, when they are written and when they are renamed', async () => {
    const [title, other] = [freshHandle(), freshHandle()];
    const written = await atOnce(() => send('POST', '/v1/posts', { title, body: 'Text' }, ada));
    const renamed = await Promise.all(
      written.map(({ body }) => send('PATCH', `/v1/posts/${body.id}`, { title: other }, ada)),
    );
    for (const [answers, status, base] of [
      [written, 201, title],
      [renamed, 200, other],
    ] as const) {
      expect(answers.map((each) => each.status)).toEqual(Array(many).fill(status));
      const slugs = answers.map(({ body }) => body.slug as string);
      expect(new Set(slugs).size).toBe(many);
      expect(slugs).toContain(base);
    }
    const { slug, id } = renamed[7]!.body;
    expect((await api.get(`/v1/slugs/${slug}`, ada)).body.id).toBe(id);
  });

  test('votes of one person are one, those of several are theirs, and the last of each stands', async () => {
    const commentId = await commentOn(await publishedPost(api, ada));
    const vote = `/v1/comments/${commentId}/vote`;
    const [bob] = people;
    const same = await atOnce(() => send('PUT', vote, { value: 1 }, bob!));
    for (const each of same) expect(each).toMatchObject({ status: 200, body: { up: 1, down: 0, vote: 1 } });
    const mixed = await atOnce((i) => send('PUT', vote, { value: i < many / 2 ? 1 : -1 }, people[i % 4]!));
    expect(mixed.map(({ status }) => status)).toEqual(Array(many).fill(200));
    const own = await Promise.all(people.map((each) => api.get(`/v1/comments/${commentId}`, each)));
    const votes = own.map(({ body }) => body.vote as number);
    const { up, down } = own[0]!.body;
    expect([up, down]).toEqual([1, -1].map((value) => votes.filter((each) => each === value).length));
    expect(up + down).toBe(4);
    await atOnce((i) => send('DELETE', vote, undefined, people[i % 4]!));
    expect((await api.get(`/v1/comments/${commentId}`)).body).toMatchObject({ up: 0, down: 0 });
  });

  test('replies to a comment that is being deleted are there and counted, or refused', async () => {
    const postId = await publishedPost(api, ada);
    const commentId = await commentOn(postId);
    const path = `/v1/comments/${commentId}`;
    const [deleted, ...replies] = await atOnce((i) =>
      i === 0
        ? send('DELETE', path, undefined, ada)
        : send('POST', `${path}/replies`, { body: 'R' }, people[i % 4]!),
    );
    expect(deleted!.status).toBe(200);
    const there = replies.filter(({ status }) => status === 201);
    for (const each of replies.filter(({ status }) => status !== 201))
      expect(each).toMatchObject(problem(404, 'comments.not-found'));
    expect((await api.get(path)).body).toMatchObject({ status: 'deleted', replyCount: there.length });
    expect((await api.get(`${path}/replies?limit=100`)).body.items).toHaveLength(there.length);
    expect((await api.get(`/v1/threads/${postId}`)).body.commentCount).toBe(there.length);
    expect(await send('POST', `${path}/replies`, { body: 'Late' }, ada)).toMatchObject({ status: 404 });
  });
});
