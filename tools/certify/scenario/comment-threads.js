// @ts-check

const unknown = '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e';

/** What is said of a page elsewhere, and what people think of it. @param {import('./world.js').World} world */
exports.talk = async function talk(world) {
  const actor = world.actor('commenter');
  const { ada, writer_0: other } = world.shared.people;
  const { token } = ada;
  const url = 'https://blog.example/engines/?b=2&a=1&utm_source=x';
  const page = `/v1/threads?url=${encodeURIComponent(url)}`;
  await actor.get(page, { expect: 'comments.thread-not-found' });
  await actor.post('/v1/threads', { url }, { expect: 'unauthenticated' });
  await actor.post(
    '/v1/threads',
    { url: 'https://me:secret@blog.example' },
    { token, expect: 'invalid-argument' },
  );
  const { body: thread } = await actor.post('/v1/threads', { url, title: 'Engines' }, { token, expect: 200 });
  await actor.post('/v1/threads', { url: 'http://Blog.example/engines?a=1&b=2#top' }, { token, expect: 200 });
  await actor.get(page, { expect: 200 });
  await actor.get(`/v1/threads/${thread.id}`, { expect: 200 });
  await actor.get(`/v1/threads/${unknown}`, { expect: 'comments.thread-not-found' });
  const list = `/v1/threads/${thread.id}/comments`;
  await actor.get(list, { expect: 200 });
  await actor.get(`/v1/threads/${unknown}/comments`, { expect: 'comments.thread-not-found' });
  await actor.post(
    `/v1/threads/${unknown}/comments`,
    { body: 'Hm' },
    { token, expect: 'comments.thread-not-found' },
  );
  const said = [];
  for (const body of ['One', 'Two *twice*', 'Three'])
    said.push((await actor.post(list, { body }, { token, expect: 201 })).body.id);
  const [one, two] = said;
  const replies = `/v1/comments/${one}/replies`;
  for (const body of ['Below', 'Below too']) await actor.post(replies, { body }, { token, expect: 201 });
  await actor.pages(`${replies}?limit=1`, { expect: 200 });
  await actor.get(`/v1/comments/${unknown}/replies`, { expect: 'comments.not-found' });
  await actor.get(`/v1/comments/${unknown}`, { expect: 'comments.not-found' });
  const as = { kind: 'anonymous' };
  await actor.call('comments', 'watch', { threadId: thread.id, after: 1 }, { as, expect: 200 });
  await actor.call('comments', 'watch', { threadId: unknown }, { as, expect: 'comments.thread-not-found' });
  await vote(world, one, two);
  await actor.pages(`${list}?limit=2&order=newest`, { expect: 200 });
  await actor.get(`${list}?order=best`, { token: other.token, expect: 200, unordered: true });
  await actor.get(`/v1/comments/${two}`, { token: other.token, expect: 200 });
  await actor.post('/v1/threads/counts', { urls: [url, 'https://blog.example/none'] }, { expect: 200 });
};

/** @param {import('./world.js').World} world @param {string} one @param {string} two */
async function vote(world, one, two) {
  const actor = world.actor('commenter');
  const { ada, writer_0: other } = world.shared.people;
  const { token } = other;
  /** @param {string} id @param {number} value @param {import('../client/actor.js').Asking} asking */
  const cast = (id, value, asking) => actor.send('PUT', `/v1/comments/${id}/vote`, { value }, asking);
  await cast(one, 1, { token, expect: 200 });
  await cast(two, 1, { token, expect: 200 });
  await cast(one, -1, { token, expect: 200 });
  await cast(one, 2, { token, expect: 'invalid-argument' });
  await cast(one, 1, { token: ada.token, expect: 'comments.own-comment' });
  await cast(unknown, 1, { token, expect: 'comments.not-found' });
  /** @param {string} id @param {number | string} expect */
  const withdraw = (id, expect) =>
    actor.send('DELETE', `/v1/comments/${id}/vote`, undefined, { token, expect });
  await withdraw(one, 200);
  await withdraw(unknown, 'comments.not-found');
}
