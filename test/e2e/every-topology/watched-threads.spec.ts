import { inEveryTopology } from '@isomer/framework/testing';
import { type Event, eventsOf } from './event-source';
import { type Person, problem, publishedPost, somebody } from './people';

inEveryTopology('a thread that is watched', ({ api, url }) => {
  let ada: Person;
  beforeAll(async () => {
    ada = await somebody(api);
  });
  const say = (postId: string, body: string) => api.post(`/v1/posts/${postId}/comments`, { body }, ada);

  async function read(events: AsyncIterable<Event>, count: number): Promise<Event[]> {
    const seen: Event[] = [];
    for await (const each of events) if (seen.push(each) === count) break;
    return seen;
  }

  test('shows comments as they come, to all who watch', async () => {
    const postId = await publishedPost(api, ada);
    await say(postId, 'Before');
    const { lastPosition } = (await api.get(`/v1/threads/${postId}`)).body;
    const path = `${url}/v1/threads/${postId}/events?after=${lastPosition}`;
    const watching = [1, 2, 3].map(() => read(eventsOf(path), 2));
    const one = await say(postId, 'One');
    await api.post(`/v1/comments/${one.body.id}/replies`, { body: 'Below' }, ada);
    for (const seen of await Promise.all(watching))
      expect(seen).toMatchObject([
        { id: '2', data: { id: one.body.id, body: 'One', author: { handle: ada.handle } } },
        { id: '3', data: { parentId: one.body.id, body: 'Below' } },
      ]);
  });

  test('goes on where a client has left, without a gap and without anything twice', async () => {
    const postId = await publishedPost(api, ada);
    const path = `${url}/v1/threads/${postId}/events?after=0`;
    const all = Promise.all(Array.from({ length: 12 }, (_, i) => say(postId, String(i))));
    const seen: Event[] = [];
    while (seen.length < 12)
      seen.push(...(await read(eventsOf(path, seen.at(-1)?.id), Math.min(5, 12 - seen.length))));
    await all;
    expect(seen.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, i) => String(i + 1)));
    expect(new Set(seen.map(({ data }) => data.body)).size).toBe(12);
  });

  test('is there, and where one goes on is a number', async () => {
    const nowhere = '/v1/threads/0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e/events';
    expect(await api.get(nowhere)).toMatchObject(problem(404, 'comments.thread-not-found'));
    const postId = await publishedPost(api, ada);
    const bad = await api.get(`/v1/threads/${postId}/events`, { headers: { 'last-event-id': 'x' } });
    expect(bad).toMatchObject(problem(400, 'invalid-argument'));
    expect(bad.body.violations[0].pointer).toBe('/Last-Event-ID');
  });
});
