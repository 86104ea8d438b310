import pg from 'pg';
import { until } from '@isomer/framework/testing';
import { apiSaidBy } from './harness/community';
import { isomer } from './harness/program';
import { Sandbox } from './harness/sandbox';
import { freshDatabase } from './harness/server';

describe('isomer events', () => {
  let sandbox: Sandbox;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let client: pg.Client;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    sandbox = new Sandbox();
    database = await freshDatabase();
    env = {
      ...sandbox.env,
      DATABASE_URL: database.url,
      SECRET_KEY: 'a secret for tests that is long enough',
    };
    await isomer(['migrate'], env);
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await sandbox.clean();
    await database.drop();
  });
  beforeEach(() => client.query('TRUNCATE comments.outbox, comments.outbox_lane'));

  const id = '0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091';
  /** A comment that posts could not count. */
  const deadLetter = async (seq: number, key = id) => {
    const payload = JSON.stringify({ id, postId: key, authorId: id });
    await client.query(
      `INSERT INTO comments.outbox (key, seq, name, version, payload, trace_id, subscribers, published_at)
       VALUES ($1, $2, 'comments.posted', 1, $3, 'a trace', '{posts}', now() - interval '3 hours')`,
      [key, seq, payload],
    );
    await client.query(
      `INSERT INTO comments.outbox_lane (subscriber, key, ticket, done, parked, dead, attempts, error)
       VALUES ('posts', $1, $2::bigint - 1, 0, true, $2, 10, E'Error: no room\\nfor it')`,
      [key, seq],
    );
  };
  const events = (...args: string[]) => isomer(['events', ...args], env);

  test('say that nothing waits when nothing does', async () => {
    expect(await events('status')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: 'No event waits: all have been handled by all who want them.\n',
    });
    expect((await events('dead-letters')).stdout).toBe('There are no dead letters.\n');
    expect(JSON.parse((await events('status', '--json')).stdout)).toEqual([]);
  });

  test('show what waits, for whom and why, as a table and as JSON', async () => {
    await deadLetter(42);
    const { stdout } = await events('status');
    expect(stdout).toMatch(
      /^ +of +for +keys waiting +parked +failing +oldest +some of the keys +one reason\n/,
    );
    expect(stdout).toMatch(/\n +comments +posts +1 +1 +0 +3 h +\S+ +Error: no room\n/);
    expect(stdout).toContain('isomer events dead-letters');
    const list = (await events('dead-letters')).stdout;
    expect(list).toMatch(/\n +posts +comments\/42 +comments\.posted +\S+ +10 +3 h +Error: no room\n$/);
    const [found] = JSON.parse((await events('dead-letters', '--json')).stdout);
    expect(found).toMatchObject({ id: 'comments/42', subscriber: 'posts', key: id, traceId: 'a trace' });
    const one = (await events('show', 'posts', 'comments/42')).stdout;
    expect(one).toContain('context      posts, which has failed 10 times');
    expect(one).toContain(`"postId": "${id}"`);
  });

  test('show which commands wait for their time, which are no events that wait', async () => {
    expect(await events('scheduled')).toMatchObject({ code: 0, stdout: 'No command waits for its time.\n' });
    await client.query(
      `INSERT INTO posts.outbox_lane (subscriber, key, ticket, done, due_at)
         VALUES ('posts', 'job publishScheduled ${id}', 1, 0, '2036-01-02T09:00:00Z');
       INSERT INTO posts.outbox (key, seq, name, version, payload, trace_id, subscribers)
         VALUES ('job publishScheduled ${id}', 2, 'job posts.publishScheduled', 1, '{"id":"${id}"}', '', '{posts}')`,
    );
    try {
      expect((await events('scheduled')).stdout).toMatch(
        /\n +posts +2036-01-02T09:00:00\.000Z +job posts\.publishScheduled +job publishScheduled 0190a3c5/,
      );
      expect(JSON.parse((await events('scheduled', '--json')).stdout)).toMatchObject([{ context: 'posts' }]);
      expect((await events('status')).stdout).toMatch(/^No event waits/);
      await client.query(`UPDATE posts.outbox_lane SET due_at = 'infinity'`);
      expect((await events('scheduled')).stdout).toMatch(/\n +posts +Infinity +job posts\.publishScheduled/);
    } finally {
      await client.query('TRUNCATE posts.outbox, posts.outbox_lane');
    }
  });

  test('what is retried is delivered by the platform that runs, and what is skipped is not', async () => {
    const api = await apiSaidBy(sandbox.start('platform', [], env));
    await api.post('/v1/accounts', { handle: 'ada', password: 'a password for tests' });
    const { body } = await api.post('/v1/sessions', { handle: 'ada', password: 'a password for tests' });
    const token = body.accessToken as string;
    const written = async () =>
      (await api.post('/v1/posts', { title: 'T', body: 'B' }, { token })).body.id as string;
    const [counted, uncounted, third] = [await written(), await written(), await written()];
    await deadLetter(1_000_001, counted);
    await deadLetter(1_000_002, uncounted);
    await deadLetter(1_000_003, third);
    expect(await events('retry', 'posts', 'comments/1000001')).toMatchObject({ code: 0 });
    expect(await events('skip', 'posts', 'comments/1000002')).toMatchObject({ code: 0 });
    expect(await events('retry', '--all')).toMatchObject({ code: 0, stdout: '1 will be delivered again.\n' });
    await until(
      async () => (await events('status')).stdout.startsWith('No event waits'),
      'all being decided and done',
    );
    const count = async (post: string) => (await api.get(`/v1/posts/${post}`, { token })).body.commentCount;
    expect([await count(counted), await count(uncounted), await count(third)]).toEqual([1, 0, 1]);
  });

  test('a count that is wrong is right again after a rebuild, for which the platform need not stop', async () => {
    const api = await apiSaidBy(sandbox.start('platform', [], env));
    await api.post('/v1/accounts', { handle: 'bob', password: 'a password for tests' });
    const { body } = await api.post('/v1/sessions', { handle: 'bob', password: 'a password for tests' });
    const token = body.accessToken as string;
    const post = (await api.post('/v1/posts', { title: 'T', body: 'B' }, { token })).body.id as string;
    await api.post(`/v1/posts/${post}/publish`, undefined, { token });
    const comment = () => api.post(`/v1/posts/${post}/comments`, { body: 'Hm' }, { token });
    for (let i = 0; i < 3; i++) expect((await comment()).status).toBe(201);
    const count = async () => (await api.get(`/v1/posts/${post}`)).body.commentCount as number;
    await until(async () => (await count()) === 3, 'all being counted');
    await client.query('UPDATE posts.post SET comment_count = 40');
    const [{ code, stdout }] = await Promise.all([events('rebuild', 'posts'), comment()]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^comments has published \d+ keys anew for posts\.\n`isomer events status` says/,
      ),
    });
    await until(async () => (await count()) === 4, 'the count being right');
  });

  test.each([
    [
      ['show', 'posts', 'comments/7'],
      'comments/7 is no dead letter of posts; `isomer events dead-letters` lists',
    ],
    [['retry', 'posts', 'comments/7'], 'comments/7 is no dead letter of posts'],
    [['skip', 'posts', 'comments/7'], 'comments/7 is no dead letter of posts'],
    [['retry'], 'Name a dead letter, such as `posts comments/42`, or say --all'],
    [['retry', 'posts', 'comments/7', '--all'], 'Name a dead letter or say --all, not both'],
    [['skip', 'weather', 'comments/7'], "'weather' is no context; there are identity, posts, comments"],
    [['skip', 'posts', 'seven'], "'seven' is no id of an event; they are like comments/42"],
    [['rebuild', 'weather'], "'weather' is no context; there are identity, posts, comments"],
    [['rebuild', 'identity'], 'identity handles no events of others, so there is nothing to rebuild'],
    [['dead-letters', '--limit', '0'], 'It must be a whole number from 1 on.'],
  ])('%j ends with a line that says what is wrong', async (args, line) => {
    const { code, stdout, stderr } = await events(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(line);
  });

  test('a database of an older build is said to be one', async () => {
    const old = await freshDatabase();
    try {
      const { code, stderr } = await isomer(['events', 'status'], { ...env, DATABASE_URL: old.url });
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringMatching(
          /lacks the tables of events of identity; run: npm run isomer -- migrate\n$/,
        ),
      });
    } finally {
      await old.drop();
    }
  });
});
