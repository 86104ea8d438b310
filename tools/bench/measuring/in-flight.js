// @ts-check
/**
 * What came of it: calls a second, milliseconds of a call, and microseconds of this process's own processor time a call.
 * @typedef {{ calls: number, perSecond: number, p50: number, p99: number, cpu: number }} Flight
 */

/**
 * Keeps one question of each asker under way, each asked again as soon as it is answered, for `ms` milliseconds or until
 * `total` have been asked.
 * @param {((turn: number) => Promise<unknown>)[]} askers `turn` counts the questions of all
 * @param {{ ms?: number, total?: number }} bounds
 * @returns {Promise<Flight>}
 */
exports.keepInFlight = async function keepInFlight(askers, { ms = Infinity, total = Infinity }) {
  if (ms === Infinity && total === Infinity) throw new Error('Without a bound it would not end');
  /** @type {number[]} */
  const latencies = [];
  let turn = 0;
  const before = process.cpuUsage();
  const started = performance.now();
  const end = started + ms;
  const keepAsking = async (/** @type {(turn: number) => Promise<unknown>} */ ask) => {
    for (let asked = performance.now(); asked < end && turn < total;) {
      await ask(turn++);
      const answered = performance.now();
      latencies.push(answered - asked);
      asked = answered;
    }
  };
  await Promise.all(askers.map(keepAsking));
  const elapsed = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  const calls = latencies.length;
  const sorted = Float64Array.from(latencies).sort();
  const percentile = (/** @type {number} */ p) => /** @type {number} */ (sorted[Math.floor((calls - 1) * p)]);
  return {
    calls,
    perSecond: (calls / elapsed) * 1000,
    p50: percentile(0.5),
    p99: percentile(0.99),
    cpu: (user + system) / calls,
  };
};
