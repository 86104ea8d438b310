// @ts-check

const unknown = '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e';
const platform = { kind: 'system', name: 'certify' };
const as = { kind: 'member', id: unknown, roles: ['moderator'] };

/** Comments are edited, deleted and restored, and their thread is locked. @param {import('./world.js').World} world @param {string} postId */
exports.moderate = async function moderate(world, postId) {
  const actor = world.actor('commenter');
  const { ada, writer_0: other } = world.shared.people;
  const { token } = ada;
  const path = `/v1/posts/${postId}/comments`;
  const { id } = (await actor.post(path, { body: 'To be changed' }, { token, expect: 201 })).body;
  const comment = `/v1/comments/${id}`;
  await edit(world, postId, id);

  await actor.send('DELETE', comment, undefined, { token: other.token, expect: 'comments.not-the-author' });
  await actor.send('DELETE', `/v1/comments/${unknown}`, undefined, { token, expect: 'comments.not-found' });
  await actor.send('DELETE', comment, undefined, { token, expect: 200 });
  await actor.post(`${comment}/restore`, undefined, { token, expect: 'permission-denied' });
  await actor.call('comments', 'restore', { id }, { as, expect: 200 });
  await actor.call('comments', 'restore', { id: unknown }, { as, expect: 'comments.not-found' });
  await actor.call('comments', 'delete', { id }, { as, expect: 200 });
  await purge(world, id);
  await actor.call('comments', 'restore', { id }, { as, expect: 'comments.not-kept' });
  await report(world, postId);
  await lock(world, postId);
};

/** @param {import('./world.js').World} world @param {string} postId @param {string} id */
async function edit(world, postId, id) {
  const actor = world.actor('commenter');
  const { ada, writer_0: other } = world.shared.people;
  const { token } = ada;
  const old = { source: 'old/of-ada', thread: { postId }, author: { memberId: ada.id }, body: 'Old' };
  const imported = await actor.call(
    'comments',
    'import',
    { ...old, createdAt: '2020-02-02T00:00:00.000Z' },
    { as: { kind: 'system', name: 'import' }, expect: 200 },
  );
  /** @param {string} which @param {import('../client/actor.js').Asking} asking */
  const change = (which, asking) => actor.send('PATCH', `/v1/comments/${which}`, { body: 'Changed' }, asking);
  await change(id, { token: other.token, expect: 'comments.not-the-author' });
  await change(unknown, { token, expect: 'comments.not-found' });
  await change(imported.output?.id ?? unknown, { token, expect: 'comments.edited-too-late' });
  await change(id, { token, headers: { 'if-match': '"7-x"' }, expect: 'outdated' });
  await actor.call(
    'comments',
    'edit',
    { id, body: 'Changed', ifRevision: [1] },
    { as: { kind: 'member', id: ada.id }, expect: 200 },
  );
}

/** What runs by itself every ten minutes runs once in every run. @param {import('./world.js').World} world @param {string} id */
async function purge(world, id) {
  await world.rows(
    `UPDATE comments.hidden_text SET hidden_at = hidden_at - interval '40 days' WHERE comment_id = '${id}'`,
  );
  await world.rows(`UPDATE comments.outbox_lane SET due_at = now() WHERE due_at > now() AND attempts = 0`);
  await world.actor('commenter').call('comments', 'purgeHidden', {}, { as: platform, expect: 200 });
  await world.settled();
}

/** @param {import('./world.js').World} world @param {string} postId */
async function lock(world, postId) {
  const actor = world.actor('commenter');
  const { token } = world.shared.people.ada;
  const thread = `/v1/threads/${postId}`;
  const { id } = (await actor.post(`${thread}/comments`, { body: 'The last' }, { token, expect: 201 })).body;
  await actor.send('PUT', `${thread}/lock`, undefined, { token, expect: 'permission-denied' });
  await actor.call('comments', 'lock', { threadId: postId }, { as, expect: 200 });
  await actor.call('comments', 'lock', { threadId: unknown }, { as, expect: 'comments.thread-not-found' });
  const asking = { token, expect: 'comments.thread-locked' };
  for (const path of [`${thread}/comments`, `/v1/posts/${postId}/comments`, `/v1/comments/${id}/replies`])
    await actor.post(path, { body: 'Hm' }, asking);
  await actor.get(thread, { expect: 200 });
  await actor.call('comments', 'unlock', { threadId: postId }, { as, expect: 200 });
  await actor.call('comments', 'unlock', { threadId: unknown }, { as, expect: 'comments.thread-not-found' });
}

/** @param {import('./world.js').World} world @param {string} postId */
async function report(world, postId) {
  const actor = world.actor('commenter');
  const { ada, writer_0: other } = world.shared.people;
  const { token } = other;
  const said = { token: ada.token, expect: 201 };
  const { id } = (await actor.post(`/v1/posts/${postId}/comments`, { body: 'Buy this' }, said)).body;
  const reports = `/v1/comments/${id}/reports`;
  const reported = await actor.post(reports, { reason: 'Advertises' }, { token, expect: 201 });
  await actor.post(reports, { reason: 'Again' }, { token, expect: 'comments.reported-already' });
  const nowhere = `/v1/comments/${unknown}/reports`;
  await actor.post(nowhere, { reason: 'Hm' }, { token, expect: 'comments.not-found' });
  await actor.get('/v1/comment-reports', { token, expect: 'permission-denied' });
  await actor.call('comments', 'reports', {}, { as, expect: 200 });
  const outcome = 'removed';
  await actor.call('comments', 'resolve', { id: reported.body.id, outcome }, { as, expect: 200 });
  await actor.call(
    'comments',
    'resolve',
    { id: unknown, outcome },
    { as, expect: 'comments.report-not-found' },
  );
}
