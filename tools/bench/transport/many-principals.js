// @ts-check
const { alternate } = require('../measuring/alternate.js');
const { Progress } = require('../measuring/progress.js');
const { compare, cpuFacts } = require('./comparisons.js');
const { onStage } = require('./stage.js');

const name = 'transport, 10,000 principals';
const members = 10_000;
const inFlight = 64;
const sampleMs = 1_500;
const warmUpMs = 4_000;

/** @typedef {import('./stage.js').Measured} Measured */

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = { name, group: 'transport', runs: 5, measure };

/** @param {{ runs: number }} options */
function measure({ runs }) {
  const progress = new Progress(name, 1 + runs * 3);
  progress.say('starting what serves and what calls');
  return onStage(async (stage) => {
    const pair = await stage.pair('isomer-contract');
    progress.begin();
    await stage.measure(pair, { inFlight, ms: warmUpMs });
    progress.step('warmed up');
    // Members nobody has heard of, each time; the last of them are the ones that are known afterwards.
    let first = 0;
    const cold = await alternate(
      { cold: () => stage.measure(pair, { inFlight, total: members, members, first: (first += members) }) },
      runs,
      progress,
    );
    const warm = await alternate(
      {
        warm: () => stage.measure(pair, { inFlight, ms: sampleMs, members, first }),
        one: () => stage.measure(pair, { inFlight, ms: sampleMs }),
      },
      runs,
      progress,
    );
    return report({ ...cold, ...warm });
  });
}

/** @param {Record<'cold' | 'warm' | 'one', Measured[]>} results @returns {import('../benchmarks.js').Report} */
function report({ cold, warm, one }) {
  const peer = { name: 'one principal', results: one };
  return {
    about: [
      `The query through a contract with ${inFlight} calls in flight, on behalf of 10,000 members in turn, against the same on behalf of one: what is kept for each of them must not cost the calls. Warm is when each has called before, for ${sampleMs / 1000} s a run. Cold is the first call of each of 10,000 members whom neither process has heard of, other members every run; a member who goes on calling costs that again every half minute, when the token that names them is renewed.`,
    ],
    comparisons: [
      ...compare({
        name: `${name}, warm`,
        ours: warm,
        peer,
        aims: { throughput: 'at least 0.9', 'CPU per call': 'below 1.1' },
      }),
      ...compare({ name: `${name}, cold`, ours: cold, peer }),
    ],
    facts: [cpuFacts({ cold, warm, 'one principal': one })],
  };
}
