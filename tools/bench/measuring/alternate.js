// @ts-check
const { sampleOf } = require('./statistics.js');

/**
 * Measures every contender once, then every one again, and so on: what disturbs the machine for a while
 * disturbs all of them.
 * @template {string} Name
 * @template T
 * @param {Record<Name, () => Promise<T>>} contenders in the order in which they take turns
 * @param {number} runs
 * @param {import('./progress.js').Progress} progress one step a measurement
 * @returns {Promise<Record<Name, T[]>>} what each run gave
 */
async function alternate(contenders, runs, progress) {
  const names = /** @type {Name[]} */ (Object.keys(contenders));
  const results = /** @type {Record<Name, T[]>} */ ({});
  for (const name of names) results[name] = [];
  for (let run = 1; run <= runs; run++) {
    for (const name of names) {
      results[name].push(await contenders[name]());
      progress.step(`run ${run} of ${runs}: ${name}`);
    }
  }
  return results;
}

/** One figure of every run. @template T @param {readonly T[]} results @param {(result: T) => number} figure */
function sampleBy(results, figure) {
  return sampleOf(results.map(figure));
}

module.exports = { alternate, sampleBy };
