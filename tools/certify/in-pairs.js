// @ts-check

/**
 * Does something with each, two at a time: one waits where the other works.
 * @template T, R @param {readonly T[]} all @param {(each: T) => Promise<R>} work
 * @returns {Promise<R[]>} in the order of `all`
 */
exports.inPairs = async function inPairs(all, work) {
  /** @type {R[]} */
  const results = [];
  const rest = [...all.entries()];
  const take = async () => {
    for (let next = rest.shift(); next; next = rest.shift()) results[next[0]] = await work(next[1]);
  };
  const ended = await Promise.allSettled([take(), take()]);
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return results;
};
