// @ts-check
const { lines, texts } = require('./texts.js');

const unknown = '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e';
const importer = { kind: 'system', name: 'import' };
const rebuild = { kind: 'system', name: 'rebuild' };

/** @typedef {import('./identity.js').Person} Person */
/** @typedef {import('./world.js').World} World */

/** @type {import('./play.js').Part} */
exports.posts = {
  context: 'posts',

  async before(world) {
    const actor = world.actor('editor');
    const { ada, writer_0: other } = world.shared.people;
    const { token } = ada;
    const written = await actor.post('/v1/posts', { title: 'A draft', body: 'Text' }, { token, expect: 201 });
    const draft = written.body.id;
    world.shared.draft = draft;
    await actor.get(`/v1/posts/${draft}`, { token, expect: 200 });
    await actor.get(`/v1/posts/${draft}`, { token: other.token, expect: 'posts.not-found' });
    await actor.post(`/v1/posts/${draft}/publish`, undefined, {
      token: other.token,
      expect: 'posts.not-found',
    });
    await actor.post(`/v1/posts/${unknown}/publish`, undefined, { token, expect: 'posts.not-found' });
    await actor.post('/v1/posts', { title: 'T', body: 'B' }, { expect: 'unauthenticated' });
    await actor.post(
      '/v1/posts',
      { title: ' ', body: 1, tittle: 'T' },
      { token, expect: 'invalid-argument' },
    );
    const key = actor.keyOf(1);
    await actor.post(
      '/v1/posts',
      { title: 'Another', body: 'Text' },
      { token, key, expect: 'idempotency-key-reused' },
    );
    await actor.post('/v1/posts', { body: 'Text', title: 'A draft' }, { token, key, expect: 201 });
    const schedule = `/v1/posts/${draft}/schedule`;
    const later = { publishAt: '2036-01-02T03:04:05.678Z' };
    await actor.post(schedule, later, { token, expect: 200 });
    await actor.post(schedule, { publishAt: '2037-01-02T03:04:05.678Z' }, { token, expect: 200 });
    await actor.post(schedule, { publishAt: 'soon' }, { token, expect: 'invalid-argument' });
    await actor.post(schedule, later, { token: other.token, expect: 'posts.not-found' });
    const unschedule = `/v1/posts/${draft}/unschedule`;
    await actor.post(unschedule, undefined, { token: other.token, expect: 'posts.not-found' });
    await actor.post(unschedule, undefined, { token, expect: 200 });
    world.shared.posts = [];
    for (let i = 0; i < 2; i++) {
      const post = { title: `Open to all ${i}`, body: texts[i], locale: 'pt-BR' };
      const { body } = await actor.post('/v1/posts', post, { token, expect: 201 });
      await actor.post(`/v1/posts/${body.id}/publish`, undefined, { token, expect: 200 });
      world.shared.posts.push(body.id);
    }
    const [first] = world.shared.posts;
    await actor.post(`/v1/posts/${first}/publish`, undefined, {
      token: other.token,
      expect: 'posts.not-the-author',
    });
    for (const change of ['schedule', 'unschedule']) {
      const body = change === 'schedule' ? later : undefined;
      const path = `/v1/posts/${first}/${change}`;
      await actor.post(path, body, { token: other.token, expect: 'posts.not-the-author' });
      await actor.post(path, body, { token, expect: 'posts.published-already' });
    }
    world.shared.planned = [];
    await edits(world, draft, first);
    await takesBack(world, first);
    await previews(world, draft, first);
  },

  actors({ size, shared: { people, posts, planned } }) {
    /** @type {Record<string, import('./play.js').Act>} */
    const acts = {};
    for (let i = 0; i < size.people; i++)
      acts[`writer_${i + 1}`] = writes(people[`writer_${i + 1}`], posts[0], size.steps);
    acts.importer = imports(size.steps);
    acts.planner = plans(people.ada, planned, size.steps);
    return acts;
  },

  async after(world) {
    const actor = world.actor('editor');
    // Their time had passed, so all of them have been published meanwhile.
    for (const id of world.shared.planned) await actor.get(`/v1/posts/${id}`, { expect: 200 });
    const given = { id: unknown, publishAt: '2036-01-02T03:04:05.678Z' };
    const platform = { kind: 'system', name: 'certify' };
    await actor.call('posts', 'publishScheduled', given, { as: platform, expect: 200 });
    await actor.call('posts', 'renderOlder', {}, { as: platform, expect: 200 });
    // What runs by itself now and then runs in every run.
    await world.rows(
      `UPDATE posts.outbox_lane SET due_at = now() WHERE due_at > now() AND attempts = 0 AND starts_with(key, 'job @tick ')`,
    );
    await actor.call('posts', 'purgeDeleted', {}, { as: platform, expect: 200 });
    await lists(world);
    await actor.get('/v1/posts?limit=100', { expect: 200, unordered: true });
    await actor.pages(`/v1/posts?limit=2&authorId=${world.shared.people.writer_1.id}`, { expect: 200 });
    await actor.get('/v1/posts?limit=0&cursor=abc', { expect: 'invalid-argument' });
    await actor.get('/v1/nothing', { expect: 'http-404' });
    await actor.send('DELETE', '/v1/posts', undefined, { expect: 'http-405' });
    const ids = [...world.shared.posts, world.shared.draft, unknown];
    await actor.call(
      'posts',
      'summaries',
      { ids },
      { as: { kind: 'anonymous' }, expect: 200, unordered: true },
    );
    const post = { source: 'elsewhere', title: 'T', body: 'B', authorId: unknown };
    const member = { kind: 'member', id: unknown };
    await actor.call('posts', 'import', post, { as: member, expect: 'permission-denied' });
    await actor.call(
      'posts',
      'import',
      { ...post, authorId: 'nobody' },
      { as: importer, expect: 'invalid-argument' },
    );
  },
};

/**
 * What was written of a draft and of a post that is published, changed and changed back by one actor alone.
 * @param {World} world @param {string} draft @param {string} open
 */
async function edits(world, draft, open) {
  const actor = world.actor('editor');
  const { ada, writer_0: other } = world.shared.people;
  const { token } = ada;
  const path = `/v1/posts/${draft}`;
  await actor.send('PATCH', path, { title: 'A draft, 改', tags: ['Ｔａｇ', 'tag'] }, { token, expect: 200 });
  const stale = { 'if-match': '"1-stale"' };
  await actor.send('PATCH', path, { title: 'Lost' }, { token, headers: stale, expect: 'outdated' });
  await actor.send('PATCH', path, { body: '' }, { token, expect: 'invalid-argument' });
  await actor.get(`/v1/slugs/${encodeURIComponent('a-draft-改')}`, { token, expect: 200 });
  await actor.get('/v1/slugs/nothing-at-all', { token, expect: 'posts.not-found' });
  await actor.get(`${path}/revisions/1`, { token, expect: 200 });
  await actor.post(`${path}/revisions/1/restore`, undefined, { token, expect: 200 });
  await actor.pages(`${path}/revisions?limit=2`, { token, expect: 200 });
  for (const [post, expect] of [
    [open, 'posts.not-the-author'],
    [unknown, 'posts.not-found'],
  ])
    await refused(actor, `/v1/posts/${post}`, other.token, String(expect));
  await actor.get(`${path}/revisions/9`, { token, expect: 'posts.revision-not-found' });
  await actor.post(`${path}/revisions/9/restore`, undefined, { token, expect: 'posts.revision-not-found' });
}

/** Published, unpublished, deleted and restored, by its author and by a moderator. @param {World} world @param {string} open */
async function takesBack(world, open) {
  const actor = world.actor('editor');
  const { ada, writer_0: other } = world.shared.people;
  const { token } = ada;
  const post = { title: 'Taken back', body: 'Text', tags: ['taken-back'] };
  const { id } = (await actor.post('/v1/posts', post, { token, expect: 201 })).body;
  const path = `/v1/posts/${id}`;
  await actor.post(`${path}/publish`, undefined, { token, expect: 200 });
  await actor.post(`${path}/unpublish`, undefined, { token, expect: 200 });
  await actor.get(path, { expect: 'posts.not-found' });
  for (const change of ['delete', 'restore', 'delete']) {
    if (change === 'delete') await actor.send('DELETE', path, undefined, { token, expect: 204 });
    else await actor.post(`${path}/restore`, undefined, { token, expect: 200 });
  }
  await actor.post(`${path}/publish`, undefined, { token, expect: 'posts.not-found' });
  await actor.post(`${path}/restore`, undefined, { token, expect: 200 });
  const as = { kind: 'member', id: other.id, roles: ['moderator'] };
  await actor.call('posts', 'delete', { id }, { as, expect: 200 });
  await actor.post(`${path}/restore`, undefined, { token, expect: 'posts.taken-down' });
  await actor.call('posts', 'republish', {}, { as: rebuild, expect: 200 });
  for (const [of, expect] of [
    [open, 'posts.not-the-author'],
    [unknown, 'posts.not-found'],
  ]) {
    const asking = { token: other.token, expect: String(expect) };
    await actor.post(`/v1/posts/${of}/unpublish`, undefined, asking);
    await actor.post(`/v1/posts/${of}/restore`, undefined, asking);
    await actor.send('DELETE', `/v1/posts/${of}`, undefined, asking);
  }
}

/** Links by which others read a draft. @param {World} world @param {string} draft @param {string} open */
async function previews(world, draft, open) {
  const actor = world.actor('editor');
  const { ada, writer_0: other } = world.shared.people;
  const { token } = ada;
  const path = `/v1/posts/${draft}/preview-links`;
  const { body } = await actor.post(path, { days: 30 }, { token, expect: 201 });
  const link = body.url.replace(world.deployment.url, '');
  await actor.get(link, { expect: 200 });
  await actor.get(path, { token, expect: 200 });
  await actor.send('DELETE', `${path}/${body.id}`, undefined, { token, expect: 204 });
  await actor.send('DELETE', `${path}/${unknown}`, undefined, { token, expect: 'posts.preview-not-found' });
  await actor.get(link, { expect: 'posts.preview-not-found' });
  for (let i = 0; i < 20; i++) await actor.post(path, {}, { token, expect: 201 });
  await actor.post(path, {}, { token, expect: 'posts.too-many-previews' });
  for (const [of, expect] of [
    [open, 'posts.not-the-author'],
    [unknown, 'posts.not-found'],
  ]) {
    const asking = { token: other.token, expect: String(expect) };
    const links = `/v1/posts/${of}/preview-links`;
    await actor.post(links, {}, asking);
    await actor.get(links, asking);
    await actor.send('DELETE', `${links}/${unknown}`, undefined, asking);
  }
}

/** Of one author, so that others do not decide the order. @param {World} world */
async function lists(world) {
  const actor = world.actor('editor');
  const { ada } = world.shared.people;
  const { token } = ada;
  await actor.pages(`/v1/posts?limit=2&order=updated&authorId=${ada.id}&locale=pt-BR`, { expect: 200 });
  await actor.get(`/v1/posts?q=open&order=oldest&authorId=${ada.id}`, { expect: 200 });
  await actor.get('/v1/posts?tag=!', { expect: 'invalid-argument' });
  for (const status of ['draft', 'deleted'])
    await actor.get(`/v1/me/posts?status=${status}`, { token, expect: 200 });
  await actor.get('/v1/tags', { expect: 200 });
  for (const format of ['rss', 'atom', 'json'])
    await actor.get(`/feeds/posts.${format}?tag=nothing`, { expect: 200 });
  await actor.get(`/feeds/posts.json?authorId=${ada.id}`, { expect: 200 });
  await actor.get('/posts/open-to-all-0', { expect: 200 });
  await actor.get('/posts/nothing-at-all', { expect: 'posts.not-found' });
  const page = `/oembed?url=${world.deployment.url}/posts`;
  await actor.get(`${page}/open-to-all-0`, { expect: 200 });
  await actor.get(`${page}/nothing-at-all`, { expect: 'posts.not-found' });
}

/** @param {import('../client/actor.js').Actor} actor @param {string} path @param {string} token @param {string} expect */
async function refused(actor, path, token, expect) {
  await actor.send('PATCH', path, { title: 'T' }, { token, expect });
  await actor.get(`${path}/revisions`, { token, expect });
  await actor.get(`${path}/revisions/1`, { token, expect });
  await actor.post(`${path}/revisions/1/restore`, undefined, { token, expect });
}

/** Somebody who writes and publishes. @param {Person} person @param {string} others a post of somebody else @param {number} steps @returns {import('./play.js').Act} */
const writes =
  ({ id, token }, others, steps) =>
  async (actor, round) => {
    for (let i = 0; i < steps; i++) {
      const locale = actor.random.of([undefined, 'de', 'zh-Hant']);
      const post = {
        title: `${actor.name} ${round}.${i} ${actor.random.of(lines)}`,
        body: actor.random.of(texts),
        locale,
      };
      const written = await actor.post('/v1/posts', post, { token, expect: 201 });
      const path = `/v1/posts/${written.body.id}`;
      await actor.get(path, { token, expect: 200 });
      // Twice at once under one key: one of them waits for the other.
      const key = `${actor.keyOf(actor.step)}-publish`;
      const both = [1, 2].map(() => actor.post(`${path}/publish`, undefined, { token, key, expect: 200 }));
      await Promise.all(both);
      await actor.get(path, { expect: 200 });
      await actor.post(`/v1/posts/${others}/publish`, undefined, { token, expect: 'posts.not-the-author' });
      await actor.get(`/v1/posts?authorId=${id}&limit=1`, { expect: 200 });
    }
  };

/** Somebody who has posts published at a time, one that has passed and one that is far away. @param {Person} person @param {string[]} planned @param {number} steps @returns {import('./play.js').Act} */
const plans =
  ({ token }, planned, steps) =>
  async (actor, round) => {
    for (let i = 0; i < steps; i++)
      for (const year of [2021, 2041]) {
        const post = { title: `Planned for ${year}, ${round}.${i}`, body: actor.random.of(texts) };
        const { body } = await actor.post('/v1/posts', post, { token, expect: 201 });
        const publishAt = `${year}-0${1 + (i % 9)}-02T03:04:05.678Z`;
        await actor.post(`/v1/posts/${body.id}/schedule`, { publishAt }, { token, expect: 200 });
        if (year === 2021) planned.push(body.id);
      }
  };

/** A program that brings posts from elsewhere; it leaves to the contract what has a default. @param {number} steps @returns {import('./play.js').Act} */
const imports = (steps) => async (actor, round) => {
  const as = importer;
  const handle = `elsewhere_${round}`;
  const author = await actor.call('identity', 'ensureAuthor', { handle }, { as, expect: 200 });
  const named = { handle, displayName: `Elsewhere, ${round}` };
  await actor.call('identity', 'ensureAuthor', named, { as, expect: 200 });
  for (let i = 0; i < steps; i++) {
    const post = {
      source: `a/${round}/${i}`,
      title: `Imported ${i}`,
      body: actor.random.of(texts),
      authorId: author.output.id,
    };
    const dated = { ...post, publishedAt: `2020-0${1 + (i % 9)}-02T03:04:05.678Z` };
    await actor.call('posts', 'import', i % 2 ? dated : post, { as, expect: 200 });
    await actor.call('posts', 'import', i % 2 ? dated : post, { as, expect: 200 });
    const anew = { ...post, title: `Imported anew ${i}`, slug: `anew_${round}/${i}`, tags: ['Elsewhere'] };
    await actor.call('posts', 'import', anew, { as, expect: 200 });
  }
};
