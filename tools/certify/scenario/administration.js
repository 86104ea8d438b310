// @ts-check
const { enter, join, password } = require('./members.js');

const nobody = '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e';

/** @typedef {import('./world.js').World} World */
/** @typedef {import('./identity.js').Person} Person */

/** Roles, suspensions and the list of accounts. @param {World} world */
exports.administer = async function administer(world) {
  const { token, root, moderator } = await roles(world);
  const actor = world.actor('registrar');
  const mallory = await join(world, 'mallory');
  const suspension = (/** @type {string} */ id) => `/v1/accounts/${id}/suspension`;
  const body = { reason: 'Spam', until: '2036-01-02T03:04:05.678Z' };
  const by = { token: moderator.token };
  await actor.post(suspension(mallory.id), body, { token: mallory.token, expect: 'permission-denied' });
  await actor.post(suspension(nobody), body, { ...by, expect: 'identity.profile-not-found' });
  await actor.post(suspension(root.id), body, { ...by, expect: 'identity.role-too-high' });
  const past = { reason: 'Spam', until: '2020-01-02T03:04:05.678Z' };
  await actor.post(suspension(mallory.id), past, { ...by, expect: 'invalid-argument' });
  await actor.post(suspension(mallory.id), body, { ...by, expect: 200 });
  await actor.get('/v1/accounts?status=suspended', { ...by, expect: 200 });
  const credentials = { handle: 'mallory', password };
  await actor.post('/v1/sessions', credentials, { expect: 'identity.suspended' });
  const { refreshToken } = mallory;
  await actor.post('/v1/sessions/refresh', { refreshToken }, { expect: 'identity.refresh-token-invalid' });
  const lift = (/** @type {string} */ id, /** @type {object} */ asking) =>
    actor.send('DELETE', suspension(id), undefined, { ...by, ...asking });
  await lift(nobody, { expect: 'identity.profile-not-found' });
  await lift(root.id, { expect: 'identity.role-too-high' });
  await lift(mallory.id, { expect: 200 });
  await actor.post('/v1/sessions', credentials, { expect: 201 });
  await actor.get('/v1/accounts', { expect: 'unauthenticated' });
  await actor.pages('/v1/accounts?limit=3', { token, expect: 200 });
};

/** Who may decide about whom. @param {World} world */
async function roles(world) {
  const actor = world.actor('registrar');
  const [root, moderator] = [await join(world, 'root'), await join(world, 'guardian')];
  const platform = { kind: 'system', name: 'administration' };
  const crown = { id: root.id, role: 'admin' };
  await actor.call('identity', 'setRole', crown, { as: platform, expect: 200 });
  const { token } = await enter(world, 'root', password);
  const role = (/** @type {string} */ id, /** @type {string} */ name, /** @type {object} */ asking) =>
    actor.send('PUT', `/v1/accounts/${id}/role`, { role: name }, { token, ...asking });
  await role(root.id, 'member', { expect: 'identity.last-administrator' });
  await role(nobody, 'member', { expect: 'identity.profile-not-found' });
  await role(root.id, 'admin', { token: moderator.token, expect: 'permission-denied' });
  await role(moderator.id, 'moderator', { expect: 200 });
  const author = await actor.call(
    'identity',
    'ensureAuthor',
    { handle: 'elsewhere' },
    { as: platform, expect: 200 },
  );
  await role(author.output.id, 'moderator', { expect: 'identity.cannot-log-in' });
  return { token, root, moderator: await enter(world, 'guardian', password) };
}
