import { type Answer, type Api, apiOf, until } from '@isomer/framework/testing';
import { type Person, problem, publishedPost, somebody } from '../every-topology/people';
import { type Arrangement, arrange, layouts } from './arrangements';

const unavailable = problem(503, 'unavailable');

/** What a client sees while something is down: a precise problem, soon, and no stack. */
async function fails(request: () => Promise<Answer>, withinMs = 6_000): Promise<Answer> {
  const start = performance.now();
  const answer = await request();
  expect(performance.now() - start).toBeLessThan(withinMs);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(JSON.stringify(answer.body)).not.toMatch(/at \w+ \(|node_modules|hunter|socket/);
  return answer;
}

describe.each(layouts)('%s', (name, processes) => {
  let arrangement: Arrangement;
  let api: Api;
  let ada: Person;
  let postId: string;
  beforeAll(async () => {
    arrangement = await arrange(name, processes);
    api = apiOf(arrangement.topology.url);
    ada = await somebody(api);
    postId = await publishedPost(api, ada);
  });
  afterAll(() => arrangement.close());
  const comment = (body: string) => api.post(`/v1/posts/${postId}/comments`, { body }, { token: ada.token });
  const bodies = async () =>
    (await arrangement.database.query('SELECT body FROM comments.comment')).rows.map(
      ({ body }) => body as string,
    );
  const recovers = () => until(async () => (await comment('again')).status === 201, 'Recovery');

  test('a dead database is said to be one, nothing is half-written, and it recovers by itself', async () => {
    await arrangement.road.cut();
    try {
      expect(await fails(() => api.get(`/v1/posts/${postId}`))).toMatchObject(unavailable);
      expect(await fails(() => comment('lost'))).toMatchObject(unavailable);
      const { healthUrl } = arrangement.topology.serving('comments');
      await until(
        async () => (await apiOf(healthUrl).get('/health/ready')).status === 503,
        'Readiness saying so',
      );
      expect((await api.get('/health/live')).status).toBe(200);
    } finally {
      await arrangement.road.mend();
    }
    await recovers();
    expect(await bodies()).not.toContain('lost');
  });

  test('a database that stops answering in the middle ends the request and the transaction', async () => {
    await arrangement.database.query('BEGIN; LOCK TABLE comments.comment IN EXCLUSIVE MODE');
    const answer = await fails(() => comment('late'), 8_000);
    expect([503, 504]).toContain(answer.status);
    await arrangement.database.query('ROLLBACK');
    await recovers();
    expect(await bodies()).not.toContain('late');
  });
});

describe('split', () => {
  let arrangement: Arrangement;
  let api: Api;
  let ada: Person;
  let postId: string;
  beforeAll(async () => {
    arrangement = await arrange(...layouts[1]!);
    api = apiOf(arrangement.topology.url);
    ada = await somebody(api);
    postId = await publishedPost(api, ada);
  });
  afterAll(() => arrangement.close());
  const comment = () => api.post(`/v1/posts/${postId}/comments`, { body: 'Hello' }, { token: ada.token });
  const recovers = () => until(async () => (await comment()).status === 201, 'Recovery');

  test('a dead Redis is said to be one, and it recovers by itself', async () => {
    await arrangement.redis.kill();
    expect(await fails(comment)).toMatchObject(unavailable);
    await until(async () => (await api.get('/health/ready')).status === 503, 'Readiness saying so');
    await arrangement.redis.start();
    await recovers();
  });

  test('a flushed Redis loses no replica for long', async () => {
    const { createClient } = await import('redis');
    const path = new URL(arrangement.redis.url).pathname;
    const client = await createClient({ socket: { path, tls: false } }).connect();
    await client.flushAll();
    await client.close();
    await recovers();
  });

  test('a dead context takes only its own calls with it, and comes back', async () => {
    const server = arrangement.topology.serving('comments');
    await arrangement.topology.kill(server);
    expect(await fails(comment)).toMatchObject(unavailable);
    // Once its heartbeat has expired, a caller learns within a second.
    await until(async () => {
      const start = performance.now();
      const { status } = await comment();
      return status === 503 && performance.now() - start < 1_500;
    }, 'A quick refusal');
    expect((await api.get(`/v1/posts/${postId}`)).status).toBe(200);
    await until(async () => {
      const { status, body } = await api.get('/health/ready');
      return status === 200 && body.contexts.comments.replicas === 0;
    }, 'Readiness saying so');
    await arrangement.topology.restart(server);
    await recovers();
  });

  test('an edge that has just started refuses no token because identity is away', async () => {
    const { topology } = arrangement;
    const identity = topology.serving('identity');
    await topology.kill(identity);
    await until(
      async () => (await api.get('/health/ready')).body.contexts.identity.replicas === 0,
      'Identity being missed',
    );
    const edge = topology.processes.find((process) => process.edge)!;
    await topology.kill(edge);
    // Ready when identity is back.
    const restarted = topology.restart(edge);
    const answer = await until(comment, 'An answer');
    await Promise.all([restarted, topology.restart(identity)]);
    expect(answer).toMatchObject(unavailable);
    await recovers();
  });

  test('a context that hangs costs its callers no more than their deadline', async () => {
    const { child } = arrangement.topology.serving('comments');
    child.kill('SIGSTOP');
    try {
      const answer = await fails(comment, 8_000);
      expect([503, 504]).toContain(answer.status);
      expect((await api.get(`/v1/posts/${postId}`)).status).toBe(200);
    } finally {
      child.kill('SIGCONT');
    }
    await recovers();
  });
});
