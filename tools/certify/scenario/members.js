// @ts-check
/** @typedef {import('./world.js').World} World */

exports.password = 'correct horse battery';

/** Registers somebody and logs in. @param {World} world @param {string} handle @returns {Promise<import('./identity.js').Person & { refreshToken: string }>} */
exports.join = async function join(world, handle) {
  const actor = world.actor('registrar');
  const { body } = await actor.post('/v1/accounts', { handle, password: exports.password }, { expect: 201 });
  return { id: body.id, handle, ...(await exports.enter(world, handle, exports.password)) };
};

/** @param {World} world @param {string} handle @param {string} secret */
exports.enter = async function enter(world, handle, secret) {
  const credentials = { handle, password: secret };
  const { body } = await world.actor('registrar').post('/v1/sessions', credentials, { expect: 201 });
  return { token: body.accessToken, refreshToken: body.refreshToken };
};
