// @ts-check

/** @typedef {{ operation: string, outcome: string, principal: string, locale: string, traceId: string, isKeyed: boolean, isInTime: boolean }} Served */

/** How a call may end when something is away or late. What its caller was told is among the answers. */
const passing = new Set(['unavailable', 'deadline-exceeded', 'resource-exhausted', 'aborted', 'cancelled']);

/**
 * Queries that their callers do without when the owner is away or slow, and whose answers hold for a while: whether one was
 * served in a run is up to the moment. What came of it is among the answers.
 */
const dispensable = new Set(['identity.standing']);

/** @param {import('../scenario/world.js').World} world @param {Served[]} served */
exports.checkServed = function checkServed(world, served) {
  const endless = served.filter(({ isInTime }) => !isInTime).map(({ operation }) => operation);
  world.check('every call has the deadline of its contract or less', endless.length === 0, [
    ...new Set(endless),
  ]);
  const internal = served.filter(({ outcome }) => outcome === 'internal').map(({ operation }) => operation);
  world.check('nothing goes wrong inside', internal.length === 0, [...new Set(internal)]);
};

/**
 * In whose name, in which language, in which trace each call was served, and how it ended: as a set, because a query may be
 * served more than once and deliveries hold as many events as there are. The framework's own calls are left out, and dispensable ones.
 * @param {import('../scenario/world.js').World} world @param {Served[]} served @param {import('./names.js').Names} names
 */
exports.describeServed = function describeServed(world, served, names) {
  const lines = served
    .filter(({ operation, outcome }) => !operation.includes('$') && !passing.has(outcome))
    .filter(({ operation }) => !dispensable.has(operation))
    .map(({ operation, outcome, principal, locale, traceId, isKeyed }) => {
      const trace = world.traces.has(traceId) ? 'in the trace of a request' : 'in a trace of its own';
      return `${operation} by ${principal} in ${locale}${isKeyed ? ' under a key' : ''}, ${trace}: ${outcome}`;
    });
  return [...new Set(lines.map((line) => names.of(line)))].sort();
};
