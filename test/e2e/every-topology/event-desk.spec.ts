import { inEveryTopology } from '@isomer/framework/testing';
import { administrator, moderator } from './administrators';
import { type Person, problem, somebody } from './people';

const base = '/v1/admin/events';
const letter = `${base}/dead-letters/posts/comments/999999999999`;

inEveryTopology('what waits between contexts', (topology) => {
  const { api } = topology;
  let root: Person;
  beforeAll(async () => (root = await administrator(topology)));

  test('is seen by an administrator, of every context wherever it runs', async () => {
    const { token } = root;
    expect(await api.get(base, { token })).toMatchObject({
      status: 200,
      body: { lanes: expect.any(Array), unreachable: [] },
    });
    expect(await api.get(`${base}/dead-letters?limit=5`, { token })).toMatchObject({
      status: 200,
      body: { items: [], unreachable: [] },
    });
    expect(await api.post(`${base}/dead-letters/retry`, undefined, { token })).toMatchObject({
      status: 200,
      body: { count: 0, unreachable: [] },
    });
  });

  test('holds no letter that there is not, and none of a context that there is not', async () => {
    const { token } = root;
    expect(await api.get(letter, { token })).toMatchObject(problem(404, 'events.no-such-dead-letter'));
    for (const path of [`${letter}/retry`, `${letter}/skip`, `${letter.replace('comments', 'nobody')}/skip`])
      expect(await api.post(path, undefined, { token })).toMatchObject(
        problem(404, 'events.no-such-dead-letter'),
      );
  });

  test('is nobody else’s affair', async () => {
    const others = [await somebody(api), await moderator(topology, root)];
    for (const { token } of others) {
      expect(await api.get(base, { token })).toMatchObject(problem(403, 'permission-denied'));
      expect(await api.post(`${letter}/skip`, undefined, { token })).toMatchObject(
        problem(403, 'permission-denied'),
      );
    }
    expect(await api.get(base)).toMatchObject(problem(401, 'unauthenticated'));
    expect(await api.post(`${letter}/skip`)).toMatchObject(problem(401, 'unauthenticated'));
  });
});
