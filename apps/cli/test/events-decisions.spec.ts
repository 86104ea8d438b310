import pg from 'pg';
import { isomer } from './harness/program';
import { Sandbox } from './harness/sandbox';
import { freshDatabase } from './harness/server';

/** Posts and comments each have a database, of which one alone may have been restored. */
describe('what a person decides about events', () => {
  const sandbox = new Sandbox();
  const databases: Awaited<ReturnType<typeof freshDatabase>>[] = [];
  let comments: pg.Client;
  let posts: pg.Client;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    const open = async () => {
      const database = await freshDatabase();
      databases.push(database);
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      return client;
    };
    comments = await open();
    posts = await open();
    env = {
      ...sandbox.env,
      DATABASE_URL: databases[0]!.url,
      POSTS_DATABASE_URL: databases[1]!.url,
      SECRET_KEY: 'a secret for tests that is long enough',
    };
    expect(await isomer(['migrate'], env)).toMatchObject({ code: 0 });
  });
  afterAll(async () => {
    for (const client of [comments, posts]) await client.end();
    for (const database of databases) await database.drop();
    await sandbox.clean();
  });
  beforeEach(async () => {
    await comments.query('TRUNCATE comments.outbox, comments.outbox_lane');
    await posts.query('TRUNCATE posts.outbox, posts.outbox_lane, posts.inbox');
  });

  const events = (...args: string[]) => isomer(['events', ...args], env);
  const event = (key: string, seq: string, publishedAt = 'now') =>
    comments.query(
      `INSERT INTO comments.outbox (key, seq, name, version, payload, trace_id, subscribers, published_at)
       VALUES ($1, $2, 'comments.posted', 1, '{}', '', '{posts}', $3)`,
      [key, seq, publishedAt],
    );
  const lane = (key: string, done: string, subscriber = 'posts') =>
    comments.query(
      `INSERT INTO comments.outbox_lane (subscriber, key, ticket, done, fresh) VALUES ($1, $2, $3, $3, false)`,
      [subscriber, key, done],
    );
  const park = (key: string, dead: string) =>
    comments.query(
      `UPDATE comments.outbox_lane SET parked = true, dead = $2, attempts = 10, error = 'no' WHERE key = $1`,
      [key, dead],
    );
  const handled = (key: string, seq: string, at = 'now') =>
    posts.query(`INSERT INTO posts.inbox (publisher, key, seq, handled_at) VALUES ('comments', $1, $2, $3)`, [
      key,
      seq,
      at,
    ]);
  const lanes = async () =>
    (
      await comments.query(
        `SELECT subscriber, key, done, skipped, parked, due_at IS NOT NULL AS "isDue"
         FROM comments.outbox_lane ORDER BY key, subscriber`,
      )
    ).rows;

  test('drop forgets what waits for a context that is gone, and for no other', async () => {
    await lane('red', '1', 'old');
    await lane('blue', '1', 'old');
    await park('blue', '2');
    await lane('red', '1');
    expect(await events('drop', 'old')).toMatchObject({
      code: 0,
      stdout: '2 keys wait for old no more.\n',
    });
    expect(await lanes()).toMatchObject([{ subscriber: 'posts', key: 'red' }]);
    expect(await events('drop', 'old')).toMatchObject({ code: 0, stdout: 'Nothing waits for old.\n' });
  });

  test('drop refuses a context of this build', async () => {
    await lane('red', '1');
    const { code, stderr } = await events('drop', 'posts');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('posts is a context of this build, so its events are not dropped'),
    });
    expect(await lanes()).toHaveLength(1);
  });

  test('skip takes a number of 19 digits for that number, and not for one beside it', async () => {
    const [one, beside] = ['9223372036854775807', '9223372036854775806'];
    for (const [key, seq] of [
      ['blue', beside],
      ['red', one],
    ] as const) {
      await event(key, seq);
      await lane(key, '5');
      await park(key, seq);
    }
    expect(await events('skip', 'posts', `comments/${one}`)).toMatchObject({ code: 0 });
    expect(await lanes()).toMatchObject([
      { key: 'blue', parked: true, skipped: '0', isDue: false },
      { key: 'red', parked: false, skipped: one, isDue: true },
    ]);
    const { code, stderr } = await events('skip', 'posts', 'comments/9223372036854775808');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("'comments/9223372036854775808' is no id of an event"),
    });
  });

  test('realign changes nothing where both are of one time', async () => {
    await lane('red', '12');
    await handled('red', '12');
    const before = await lanes();
    expect(await events('realign', 'posts')).toMatchObject({
      code: 0,
      stdout: 'comments and posts agree.\n',
    });
    expect(await lanes()).toEqual(before);
  });

  test('realign delivers again what a subscriber has lost, from where it is', async () => {
    for (const seq of ['11', '12']) await event('red', seq);
    await lane('red', '12');
    await handled('red', '11');
    await lane('blue', '9');
    await handled('blue', '9');
    const { code, stdout } = await events('realign', 'posts');
    expect(stdout).toMatch(/^comments: 1 keys are delivered to posts again from where it is, and 0 events /);
    expect(code).toBe(0);
    expect(await lanes()).toMatchObject([
      { key: 'blue', done: '9', isDue: false },
      { key: 'red', done: '11', isDue: true },
    ]);
    expect((await events('realign', 'posts')).stdout).toBe('comments and posts agree.\n');
  });

  test('realign gives new numbers to what a publisher that was restored has published since', async () => {
    const largest = 1_000_000;
    await event('red', '40', 'now');
    await lane('red', '30');
    await handled('red', String(largest), '2026-01-02T03:04:05Z');
    const { stdout } = await events('realign', 'posts');
    expect(stdout).toMatch(
      /^comments: 0 keys .* and 1 events that were taken for older ones are delivered\./,
    );
    const { rows } = await comments.query('SELECT seq FROM comments.outbox');
    expect(rows).toHaveLength(1);
    expect(Number(rows[0].seq)).toBeGreaterThan(largest);
    expect(await lanes()).toMatchObject([{ key: 'red', isDue: true }]);
  });
});
