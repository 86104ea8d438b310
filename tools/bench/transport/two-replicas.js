// @ts-check
const { alternate } = require('../measuring/alternate.js');
const { Progress } = require('../measuring/progress.js');
const { compare } = require('./comparisons.js');
const { onStage } = require('./stage.js');

const name = 'transport, two replicas';
const contender = 'isomer-contract';
const inFlight = 64;
const handlerMs = 2;
const sampleMs = 2_000;
const warmUpMs = 3_000;

/** @typedef {import('./stage.js').Measured} Measured */

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = { name, group: 'transport', runs: 5, measure };

/** @param {{ runs: number }} options */
function measure({ runs }) {
  const progress = new Progress(name, (runs + 1) * 2);
  progress.say('starting what serves and what calls');
  return onStage(async (stage) => {
    const one = { prefix: 'one', concurrency: 1, handlerMs };
    const two = { ...one, prefix: 'two' };
    const alone = await stage.pair(contender, one);
    const second = await stage.server(contender, two);
    const pair = await stage.pair(contender, two);
    const both = { ...pair, servers: [...pair.servers, second] };
    const contenders = (/** @type {number} */ ms) => ({
      'two replicas': () => stage.measure(both, { inFlight, ms }),
      'one replica': () => stage.measure(alone, { inFlight, ms }),
    });
    progress.begin();
    await alternate(contenders(warmUpMs), 1, progress);
    return report(await alternate(contenders(sampleMs), runs, progress));
  });
}

/** @param {Record<'one replica' | 'two replicas', Measured[]>} results @returns {import('../benchmarks.js').Report} */
function report(results) {
  return {
    about: [
      `A query through a contract whose handler waits ${handlerMs} ms, in a replica that runs one call at a time, with ${inFlight} calls in flight: what a second replica adds. Timers of Node are late by up to a millisecond, on both sides alike. A sample is ${sampleMs / 1000} s.`,
    ],
    comparisons: compare({
      name,
      ours: results['two replicas'],
      peer: { name: 'one replica', results: results['one replica'] },
      aims: { throughput: 'at least 1.6' },
    }),
    facts: [],
  };
}
