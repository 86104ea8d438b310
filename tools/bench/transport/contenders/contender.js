// @ts-check
const { deepStrictEqual } = require('node:assert');
const { comment } = require('../../call/reply.js');

/**
 * Where a contender serves, and how: `url` of a Redis on TCP; `database` for those who need one; the prefix of its
 * keys, how many calls a replica runs at once, how many milliseconds its handler waits and how many entries may wait
 * before calls are refused, for those who can tell.
 * @typedef {{
 *   url: string, database?: string, prefix?: string, concurrency?: number, handlerMs?: number, maxQueuedEntries?: number
 * }} Place
 *
 * One way to call another process over Redis. `connect` gives what makes one call; `member` numbers on whose behalf,
 * for those who can tell.
 * @typedef {{ serve(place: Place): Promise<void>, connect(place: Place): Promise<(member: number) => Promise<unknown>> }} Contender
 */

/** What every contender is asked: 200 bytes as JSON. */
const request = {
  postId: comment.postId,
  authorId: comment.authorId,
  body: 'Well said, and worth a second reading: the engine weaves algebraic patterns as looms do.',
};

/** The contender by its file's name. @param {string} name @returns {Contender} */
const contenderOf = (name) => require(`./${name}.js`);

/**
 * What makes one call, once it has answered what everybody must.
 * @param {string} name @param {Place} place
 */
async function connected(name, place) {
  const call = await contenderOf(name).connect(place);
  deepStrictEqual(await call(0), comment);
  return call;
}

module.exports = { request, reply: comment, contenderOf, connected };
