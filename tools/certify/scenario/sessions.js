// @ts-check
const { enter, join, password } = require('./members.js');

/** @typedef {import('./world.js').World} World */

/** A session that has ended is asked for by contract: for how long an edge keeps what it knew is chance. @param {World} world */
exports.endSessions = async function endSessions(world) {
  const actor = world.actor('registrar');
  const one = await join(world, 'wanderer');
  const { token } = await enter(world, 'wanderer', password);
  await enter(world, 'wanderer', password);
  const items = await actor.pages('/v1/sessions?limit=2', { token, expect: 200 });
  const oldest = items.at(-1).id;
  const as = { kind: 'member', id: one.id, session: oldest };
  const end = (/** @type {string} */ which, /** @type {object} */ asking) =>
    actor.send('DELETE', `/v1/sessions${which}`, undefined, { token, ...asking });
  await actor.call('identity', 'standing', { session: oldest }, { as, expect: 200 });
  await end(`/${oldest}`, { expect: 204 });
  await end(`/${oldest}`, { expect: 'identity.session-not-found' });
  await actor.call('identity', 'standing', { session: oldest }, { as, expect: 200 });
  await actor.call('identity', 'logOut', {}, { as, expect: 'identity.session-not-found' });
  await end('', { expect: 200 });
  await end('/current', { expect: 204 });
  await actor.get('/v1/me', { token, expect: 200 });
};

/** A new password, and a profile that is changed. @param {World} world */
exports.changePassword = async function changePassword(world) {
  const actor = world.actor('registrar');
  const { token } = await join(world, 'changeling');
  const change = (/** @type {string} */ old, /** @type {number | string} */ expect) =>
    actor.send('PUT', '/v1/me/password', { password: old, newPassword: 'another horse' }, { token, expect });
  await change('a wrong horse', 'identity.wrong-password');
  await change(password, 204);
  await enter(world, 'changeling', 'another horse');
  const profile = { displayName: 'The other', avatarUrl: 'https://example.org/c.png' };
  await actor.send('PATCH', '/v1/me', profile, { token, expect: 200 });
  const headers = { 'if-match': '"1-x"' };
  await actor.send('PATCH', '/v1/me', profile, { token, headers, expect: 'outdated' });
};
