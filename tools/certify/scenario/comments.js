// @ts-check
const { moderate } = require('./comment-moderation.js');
const { talk } = require('./comment-threads.js');
const { texts } = require('./texts.js');

const unknown = '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e';
const levels = 20;
const rebuild = { kind: 'system', name: 'rebuild' };
const importer = { kind: 'system', name: 'import' };

/** @type {import('./play.js').Part} */
exports.comments = {
  context: 'comments',

  async before(world) {
    const actor = world.actor('moderator');
    const { people, posts, draft } = world.shared;
    const { token } = people.ada;
    await actor.get(`/v1/posts/${posts[0]}/comments`, { expect: 200 });
    await actor.get(`/v1/posts/${draft}/comments`, { expect: 'posts.not-found' });
    await actor.post(`/v1/posts/${draft}/comments`, { body: 'Hm' }, { token, expect: 'posts.not-found' });
    await actor.post(`/v1/posts/${posts[0]}/comments`, { body: 'Hm' }, { expect: 'unauthenticated' });
    await actor.post(
      `/v1/posts/${posts[0]}/comments`,
      { body: ' \n' },
      { token, expect: 'invalid-argument' },
    );
    await actor.post(
      `/v1/comments/${unknown}/replies`,
      { body: 'Hm' },
      { token, expect: 'comments.not-found' },
    );
    const first = await actor.post(
      `/v1/posts/${posts[1]}/comments`,
      { body: 'The first' },
      { token, expect: 201 },
    );
    world.shared.first = first.body.id;
    let deepest = first.body.id;
    for (let level = 1; level <= levels; level++) {
      const reply = await actor.post(
        `/v1/comments/${deepest}/replies`,
        { body: `Level ${level}` },
        { token, expect: 201 },
      );
      deepest = reply.body.id;
    }
    await actor.post(
      `/v1/comments/${deepest}/replies`,
      { body: 'Hm' },
      { token, expect: 'comments.nested-too-deep' },
    );
  },

  actors({ size, shared: { people, posts, first } }) {
    /** @type {Record<string, import('./play.js').Act>} */
    const acts = {};
    for (let i = 0; i < size.people; i++)
      acts[`reader_${i}`] = reads(people[`reader_${i}`], { posts, first, steps: size.steps });
    acts.old_comments = imports({ ada: people.ada, steps: size.steps });
    return acts;
  },

  async after(world) {
    const { posts, people } = world.shared;
    for (const postId of posts) await counts(world, postId);
    await arriveInOrder(world, posts[0]);
    await republish(world);
    await meetDeadlines(world, posts[1]);
    for (const postId of posts) await counts(world, postId);
    // By one actor alone, so their order is the same everywhere.
    const actor = world.actor('moderator');
    const { token } = people.ada;
    const post = await actor.post('/v1/posts', { title: 'Pages', body: 'Text' }, { token, expect: 201 });
    await actor.post(`/v1/posts/${post.body.id}/publish`, undefined, { token, expect: 200 });
    for (let i = 0; i < 5; i++)
      await actor.post(`/v1/posts/${post.body.id}/comments`, { body: `${i}` }, { token, expect: 201 });
    await actor.pages(`/v1/posts/${post.body.id}/comments?limit=2`, { expect: 200 });
    await bringOld(world, post.body.id);
    await talk(world);
    await moderate(world, post.body.id);
    await world.settled();
    await actor.get(`/v1/posts/${post.body.id}`, { expect: 200 });
  },
};

/** @typedef {import('./world.js').World} World */
/** @param {import('./identity.js').Person} person @param {{ posts: string[], first: string, steps: number }} where @returns {import('./play.js').Act} */
const reads =
  ({ token }, { posts, first, steps }) =>
  async (actor, round) => {
    for (let i = 0; i < steps; i++) {
      const name = `${actor.name} ${round}.${i}`;
      const path = `/v1/posts/${actor.random.of(posts)}/comments`;
      const comment = await actor.post(
        path,
        { body: `${name}: ${actor.random.of(texts)}` },
        { token, expect: 201 },
      );
      const key = actor.keyOf(actor.step);
      await actor.post(path, { body: 'Something else' }, { token, key, expect: 'idempotency-key-reused' });
      const replies = `/v1/comments/${actor.random.of([comment.body.id, first])}/replies`;
      const twice = `${key}-twice`;
      const body = { body: `${name}: ${actor.random.of(texts)} again` };
      await Promise.all([1, 2].map(() => actor.post(replies, body, { token, key: twice, expect: 201 })));
      await actor.post(
        `/v1/comments/${unknown}/replies`,
        { body: 'Hm' },
        { token, expect: 'comments.not-found' },
      );
    }
  };

/** A program that brings comments from elsewhere, some of them again. @param {{ ada: import('./identity.js').Person, steps: number }} of @returns {import('./play.js').Act} */
const imports =
  ({ ada, steps }) =>
  async (actor, round) => {
    const as = importer;
    for (let i = 0; i < steps; i++) {
      const comment = {
        source: `old/${round}/${i}`,
        parentSource: i > 0 ? `old/${round}/${i - 1}` : undefined,
        thread: { url: `http://Old.example/${round}/?utm_source=x`, title: `Page ${round}` },
        author: i % 2 ? { memberId: ada.id } : { name: 'Grace', emailHash: 'a'.repeat(64) },
        body: actor.random.of(texts),
        createdAt: `2020-01-02T03:04:0${i % 10}.678Z`,
      };
      await actor.call('comments', 'import', comment, { as, expect: 200 });
      await actor.call('comments', 'import', comment, { as, expect: 200 });
      await actor.call('comments', 'import', { ...comment, status: 'spam' }, { as, expect: 200 });
    }
  };

/** What was said of a post elsewhere counts too. @param {World} world @param {string} postId */
async function bringOld(world, postId) {
  const actor = world.actor('moderator');
  const as = importer;
  const comment = {
    source: 'old/post',
    thread: { postId },
    author: { name: 'Grace' },
    body: 'Long ago',
    createdAt: '2020-02-02T00:00:00.000Z',
  };
  await actor.call('comments', 'import', comment, { as, expect: 200 });
  const lost = { ...comment, source: 'old/lost', parentSource: 'old/nowhere' };
  await actor.call('comments', 'import', lost, { as, expect: 'comments.parent-unknown' });
  const nowhere = { ...comment, source: 'old/nowhere', thread: { postId: unknown } };
  await actor.call('comments', 'import', nowhere, { as, expect: 'posts.not-found' });
  await actor.call('comments', 'export', { limit: 1 }, { as, expect: 200 });
}

/** Each comment is there once and is counted once. @param {World} world @param {string} postId */
async function counts(world, postId) {
  await world.settled();
  const actor = world.actor('moderator');
  const list = await actor.get(`/v1/posts/${postId}/comments?limit=100`, { expect: 200, unordered: true });
  const { body } = await actor.get(`/v1/posts/${postId}`, { expect: 200 });
  const bodies = list.body.items.map((/** @type {any} */ { author, body }) => `${author?.handle} ${body}`);
  world.check('each comment is there once', new Set(bodies).size === bodies.length, bodies);
  world.check('each comment is counted once', body.commentCount === bodies.length, [
    body.commentCount,
    bodies.length,
  ]);
}

/** While the post cannot be written to, its events pile up: more than one in a delivery, and a count amid them. @param {World} world @param {string} postId */
async function arriveInOrder(world, postId) {
  const actor = world.actor('moderator');
  const { token } = world.shared.people.ada;
  /** @param {string} body */
  const comment = (body) => actor.post(`/v1/posts/${postId}/comments`, { body }, { token, expect: 201 });
  await world.whileHeld(`SELECT FROM posts.post WHERE id = '${postId}' FOR UPDATE`, async () => {
    for (const body of ['Held 1', 'Held 2']) await comment(body);
    await republish(world);
    for (const body of ['Held 3', 'Held 4']) await comment(body);
  });
  await counts(world, postId);
}

/** @param {World} world */
async function republish(world) {
  await world.actor('moderator').call('comments', 'republish', {}, { as: rebuild, expect: 200 });
}

/**
 * A command that met its deadline has done nothing, and is done once when it is asked for again. An event whose handler
 * cannot finish is tried again. Both at once, because each takes five seconds.
 * @param {World} world @param {string} postId
 */
async function meetDeadlines(world, postId) {
  const actor = world.actor('moderator');
  const { token } = world.shared.people.ada;
  const path = `/v1/posts/${postId}/comments`;
  const body = { body: 'Too late' };
  const key = `${actor.keyOf(actor.step)}-late`;
  await world.whileHeld(`SELECT FROM posts.post WHERE id = '${postId}' FOR UPDATE`, async () => {
    await actor.post(path, { body: 'Counted later' }, { token, expect: 201 });
    await world.whileHeld('LOCK TABLE comments.comment IN EXCLUSIVE MODE', () =>
      actor.post(path, body, { token, key, expect: 'deadline-exceeded', patient: false }),
    );
    await world.hasFailed('comments', postId);
  });
  await actor.post(path, body, { token, key, expect: 201 });
}
