import { type Api, apiOf, until } from '@isomer/framework/testing';
import { createClient } from 'redis';
import { type Person, password, publishedPost, somebody } from '../every-topology/people';
import { type Arrangement, arrange, layouts } from './arrangements';

const [monolith, split] = layouts as [(typeof layouts)[0], (typeof layouts)[0]];

let arrangement: Arrangement;
let api: Api;
let ada: Person;
let postId: string;
const begin = async (layout: (typeof layouts)[0]) => {
  arrangement = await arrange(...layout);
  api = apiOf(arrangement.topology.url);
  ada = await somebody(api);
  postId = await publishedPost(api, ada);
};
afterEach(() => arrangement.close());

const comment = () => api.post(`/v1/posts/${postId}/comments`, { body: 'Hello' }, { token: ada.token });
/** Comments one after the other while `work` goes on, which learns how many were accepted. Resolves with how many were. */
async function commentsWhile(work: (accepted: () => number) => Promise<unknown>): Promise<number> {
  let accepted = 0;
  let over = false;
  const busy = work(() => accepted).finally(() => (over = true));
  while (!over) {
    // A client asks again under its key until it has an answer: a comment is there once or is not there.
    const options = { token: ada.token, headers: { 'idempotency-key': `comment-${accepted}` } };
    const answer = () => api.post(`/v1/posts/${postId}/comments`, { body: 'Hello' }, options);
    await until(async () => (await answer()).status === 201, 'A comment', 60_000);
    accepted++;
  }
  await busy;
  return accepted;
}
const rows = async (statement: string) => Number((await arrangement.database.query(statement)).rows[0].n);
const comments = () => rows('SELECT count(*) AS n FROM comments.comment');
const counted = () => rows(`SELECT comment_count AS n FROM posts.post WHERE id = '${postId}'`);
/** What runs by itself, at times that are to come, is no event. */
const unfinished = () =>
  rows(
    `SELECT count(*) AS n FROM comments.outbox_lane WHERE (due_at IS NOT NULL OR parked) AND NOT starts_with(key, 'job ')`,
  );
/** Each comment is counted, and none twice. */
async function countsAll(atLeast: number): Promise<void> {
  await until(async () => (await unfinished()) === 0, 'Nothing being under way');
  const there = await comments();
  expect(there).toBeGreaterThanOrEqual(atLeast);
  expect(await counted()).toBe(there);
}

test('while the subscriber is away its events wait, and it gets each of them when it is back', async () => {
  await begin(split);
  const { topology } = arrangement;
  await comment();
  await countsAll(1);
  const posts = topology.serving('posts');
  // The post is not asked for by replies, so people go on while the context of posts is away.
  const { body: first } = await api.get(`/v1/posts/${postId}/comments`);
  await topology.kill(posts);
  for (let i = 0; i < 5; i++) {
    const reply = await api.post(
      `/v1/comments/${first.items[0].id}/replies`,
      { body: 'Are you there?' },
      { token: ada.token },
    );
    expect(reply.status).toBe(201);
  }
  expect(await counted()).toBe(1);
  await topology.restart(posts);
  await countsAll(6);
});

test('nothing is lost or counted twice while the publisher, the subscriber and Redis are killed and Redis is flushed', async () => {
  await begin(split);
  const { topology, redis } = arrangement;
  const accepted = await commentsWhile(async (accepted) => {
    const more = (count: number) => until(() => accepted() >= count, `${count} comments`, 60_000);
    for (const context of ['posts', 'comments', 'posts'] as const) {
      await more(accepted() + 3);
      const process = topology.serving(context);
      await topology.kill(process);
      await topology.restart(process);
      await more(accepted() + 3);
      const client = await createClient({ url: redis.url }).connect();
      await client.flushAll();
      client.destroy();
      await more(accepted() + 3);
      await redis.kill();
      await redis.start();
    }
  });
  expect(accepted).toBeGreaterThanOrEqual(27);
  await countsAll(accepted);
});

test('what was under way in one process arrives in another placement, and back', async () => {
  await begin(monolith);
  // A subscriber that takes nothing: its row is locked.
  const held = arrangement.database;
  let expected = 0;
  for (const layout of [split, monolith]) {
    await held.query(`BEGIN; SELECT FROM posts.post WHERE id = '${postId}' FOR UPDATE`);
    for (let i = 0; i < 5; i++) expect((await comment()).status).toBe(201);
    expected += 5;
    const moved = arrangement.topology.processes.map((process) => arrangement.topology.kill(process));
    await Promise.all(moved);
    await held.query('ROLLBACK');
    expect(await unfinished()).toBe(1);
    await arrangement.rearrange(...layout);
    api = apiOf(arrangement.topology.url);
    await countsAll(expected);
    // Tokens are for one address.
    ada.token = (await api.post('/v1/sessions', { handle: ada.handle, password })).body.accessToken;
  }
});
