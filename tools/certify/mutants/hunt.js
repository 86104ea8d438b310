// @ts-check
const { differences } = require('../compare/differences.js');
const { inPairs } = require('../in-pairs.js');
const { runOne, sizes } = require('../run-one.js');
const { layoutNamed } = require('../stage/layouts.js');
const { withMutant } = require('./build.js');

/** @typedef {import('./index.js').Mutant} Mutant */

/**
 * Runs a build with a mutant as the certificate runs one without, and answers all that tells it.
 * @param {Mutant} mutant @param {{ seed: number, faults: import('../faults/index.js').Fault[] }} how
 * @returns {Promise<Set<Mutant['caughtBy']>>}
 */
exports.hunt = (mutant, { seed, faults }) =>
  withMutant(mutant, async (dist) => {
    const fault = faults.find(({ name }) => name === mutant.fault);
    const runs = await inPairs(mutant.topologies, (topology) =>
      runOne({ dist, layout: layoutNamed(topology), fault, seed, size: sizes.short }),
    );
    const [reference] = runs;
    const found = runs.flatMap((run) =>
      reference ? differences(reference.description, run.description) : [],
    );
    return new Set([...runs.flatMap(({ findings }) => findings), ...found].map(({ kind }) => kind));
  });
