// @ts-check
/** Makes the calls of one contender, and says how long they took. */
const { keepInFlight } = require('../measuring/in-flight.js');
const { answer } = require('../processes/answer.js');
const { connected } = require('./contenders/contender.js');

/** @type {(member: number) => Promise<unknown>} */
let call;

/**
 * `inFlight` calls at a time, for `ms` milliseconds or `total` calls, on behalf of `members` members in turn, who are
 * numbered from `first`.
 * @typedef {{ inFlight: number, ms?: number, total?: number, members?: number, first?: number }} Load
 */

answer({
  connect: async ({ contender, place }) => {
    call = await connected(contender, place);
  },
  load: (/** @type {Load} */ { inFlight, ms, total, members = 1, first = 0 }) => {
    const ask = (/** @type {number} */ turn) => call(first + (turn % members));
    return keepInFlight(
      Array.from({ length: inFlight }, () => ask),
      { ms, total },
    );
  },
});
