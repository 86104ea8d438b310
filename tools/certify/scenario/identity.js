// @ts-check
const { administer } = require('./administration.js');
const { password } = require('./members.js');
const { changePassword, endSessions } = require('./sessions.js');
const { texts } = require('./texts.js');

const nobody = '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e';

/** @typedef {{ id: string, handle: string, token: string }} Person */

/** @type {import('./play.js').Part} */
exports.identity = {
  context: 'identity',

  async before(world) {
    const actor = world.actor('registrar');
    /** @type {Record<string, Person>} */
    const people = (world.shared.people = {});
    for (const handle of [
      'ada',
      'writer_0',
      ...Array.from({ length: world.size.people }, (_, i) => [`writer_${i + 1}`, `reader_${i}`]).flat(),
    ]) {
      const displayName = handle === 'ada' ? 'Ada 阿达' : undefined;
      const account = await actor.post('/v1/accounts', { handle, password, displayName }, { expect: 201 });
      const tokens = await actor.post('/v1/sessions', { handle, password }, { expect: 201 });
      people[handle] = { id: account.body.id, handle, token: tokens.body.accessToken };
    }
    const picture = { avatarUrl: 'https://example.org/ada.png' };
    await actor.send('PATCH', '/v1/me', picture, { token: people.ada?.token, expect: 200 });
    await actor.post('/v1/accounts', { handle: 'ada', password }, { expect: 'identity.handle-taken' });
    await actor.post(
      '/v1/accounts',
      { handle: 'A', password: 'short', mood: 'x' },
      { expect: 'invalid-argument' },
    );
    await actor.post(
      '/v1/sessions',
      { handle: 'ada', password: 'a wrong horse' },
      { expect: 'identity.wrong-credentials' },
    );
    const { refreshToken } = (await actor.post('/v1/sessions', { handle: 'ada', password }, { expect: 201 }))
      .body;
    // Calls that answer with secrets are not repeatable, so nobody's session depends on one while things break.
    await actor.post('/v1/sessions/refresh', { refreshToken }, { expect: 201 });
    // Asked again at once it answers the same.
    await actor.post('/v1/sessions/refresh', { refreshToken }, { expect: 201 });
    await actor.post(
      '/v1/sessions/refresh',
      { refreshToken: 'nobody has this' },
      { expect: 'identity.refresh-token-invalid' },
    );
    await actor.get('/v1/me', { expect: 'unauthenticated' });
    await actor.get('/v1/me', { token: 'a.b.c', expect: 'unauthenticated' });
    await administer(world);
    await endSessions(world);
    await changePassword(world);
  },

  actors: ({ size, shared: { people } }) => ({
    newcomers: async (actor, round) => {
      for (let i = 0; i < size.steps; i++) {
        const handle = `newcomer_${round}_${i}`;
        const { body } = await actor.post('/v1/accounts', { handle, password }, { expect: 201 });
        await actor.get(`/v1/profiles/${handle}`, { expect: 200 });
        await actor.post('/v1/accounts', { handle, password }, { expect: 'identity.handle-taken' });
        await actor.get(`/v1/profiles?ids=${body.id},${nobody}`, { expect: 200 });
      }
    },
    members: async (actor, round) => {
      for (const { token, handle } of Object.values(people).slice(0, size.steps)) {
        await actor.get('/v1/me', { token, expect: 200 });
        const bio = `${handle} in round ${round}: ${actor.random.of(texts)}`;
        await actor.send('PATCH', '/v1/me', { bio }, { token, expect: 200 });
      }
    },
  }),

  async after(world) {
    const actor = world.actor('registrar');
    /** @type {Person[]} */
    const people = Object.values(world.shared.people);
    await actor.get('/.well-known/jwks.json', { expect: 200 });
    await actor.get('/v1/profiles/nobody', { expect: 'identity.profile-not-found' });
    const platform = { kind: 'system', name: 'certify' };
    await actor.call('identity', 'deleteExpiredTokens', {}, { as: platform, expect: 200 });
    // What runs by itself every ten minutes runs once in every run.
    await world.rows(`UPDATE identity.outbox_lane SET due_at = now() WHERE due_at > now() AND attempts = 0`);
    const ids = people.map(({ id }) => id).join();
    await actor.get(`/v1/profiles?ids=${ids}`, { expect: 200, unordered: true });
    const ghost = { kind: 'member', id: nobody };
    await actor.call('identity', 'updateProfile', {}, { as: ghost, expect: 'identity.profile-not-found' });
    await actor.call('identity', 'me', {}, { as: ghost, expect: 'identity.profile-not-found' });
    await actor.call(
      'identity',
      'ensureAuthor',
      { handle: 'ada' },
      { as: ghost, expect: 'permission-denied' },
    );
    await actor.call(
      'identity',
      'ensureAuthor',
      { handle: 'ada' },
      { as: { kind: 'system', name: 'import' }, expect: 200 },
    );
  },
};
