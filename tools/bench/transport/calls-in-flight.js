// @ts-check
const { alternate } = require('../measuring/alternate.js');
const { Progress } = require('../measuring/progress.js');
const { compare, cpuFacts, withParts } = require('./comparisons.js');
const { onStage } = require('./stage.js');

const sampleMs = 1_500;
const warmUpMs = 3_000;

/** @typedef {import('./stage.js').Measured} Measured */
/** @typedef {import('./comparisons.js').Aims} Aims */

const ours = {
  contracts: 'isomer-contract',
  'stock ClientProxy': 'nest-on-streams',
  'bare transport': 'isomer-transport',
};
const peers = { 'Nest Transport.REDIS': 'nest-redis', 'Moleculer 0.14 over Redis': 'moleculer' };
/** Makes one call at a time and no more. */
const limit = { 'raw round trip of the same commands': 'round-trip' };

/**
 * What is aimed for with so many calls in flight, of ours against a peer.
 * @type {Record<number, Partial<Record<keyof typeof ours, Record<string, Aims>>>>}
 */
const aimsOf = {
  1: {
    contracts: {
      'Nest Transport.REDIS': { p50: 'below 1' },
      'raw round trip of the same commands': { p50: 'below 1.3' },
    },
  },
  64: {
    contracts: {
      'Nest Transport.REDIS': { throughput: 'at least 3', p99: 'below 1', 'CPU per call': 'below 0.333' },
      'Moleculer 0.14 over Redis': { throughput: 'at least 2.5' },
    },
    'stock ClientProxy': { 'Nest Transport.REDIS': { throughput: 'at least 1.5' } },
  },
  256: {
    contracts: {
      'Nest Transport.REDIS': { throughput: 'at least 4', p99: 'below 1', 'CPU per call': 'below 0.333' },
    },
    'stock ClientProxy': { 'Nest Transport.REDIS': { throughput: 'at least 1.5' } },
  },
};

/** One call again and again, so many at a time. @param {number} inFlight @returns {import('../benchmarks.js').Benchmark} */
exports.callsInFlight = (inFlight) => {
  const name = `transport, ${inFlight} ${inFlight === 1 ? 'call' : 'calls'} in flight`;
  return { name, group: 'transport', runs: 5, measure: ({ runs }) => measure(name, inFlight, runs) };
};

/** @param {string} name @param {number} inFlight @param {number} runs */
function measure(name, inFlight, runs) {
  const all = Object.entries({ ...ours, ...peers, ...(inFlight === 1 && limit) });
  const progress = new Progress(name, (runs + 1) * all.length);
  progress.say('starting what serves and what calls');
  return onStage(async (stage) => {
    /** @type {[string, import('./stage.js').Pair][]} */
    const pairs = [];
    for (const [title, contender] of all) pairs.push([title, await stage.pair(contender)]);
    const contenders = (/** @type {number} */ ms) =>
      Object.fromEntries(pairs.map(([title, pair]) => [title, () => stage.measure(pair, { inFlight, ms })]));
    progress.begin();
    await alternate(contenders(warmUpMs), 1, progress);
    return report(name, inFlight, await alternate(contenders(sampleMs), runs, progress));
  });
}

/** @param {string} name @param {number} inFlight @param {Record<string, Measured[]>} results @returns {import('../benchmarks.js').Report} */
function report(name, inFlight, results) {
  /** @param {keyof typeof ours} mine @param {string} peer */
  const against = (mine, peer) =>
    compare({
      name: `${name}, ${mine}`,
      ours: results[mine] ?? [],
      peer: { name: peer, results: results[peer] ?? [] },
      of: mine === 'contracts' && peer === 'Nest Transport.REDIS' ? withParts : undefined,
      aims: aimsOf[inFlight]?.[mine]?.[peer],
    });
  return {
    about: [
      `A request of about 200 bytes and a reply of about 300, between two processes over a Redis on 127.0.0.1, ${inFlight === 1 ? 'one call after the other' : `${inFlight} calls at a time, each made anew as soon as it is answered`}. "Contracts" is a query of a context that runs in the other process, through the client that Nest injects, on behalf of a member: surroundings of its own as for a request, a deadline, member and entries signed, access and schemas checked on both sides, acknowledged. "Stock ClientProxy" is Nest's own \`send\` and \`@MessagePattern\` on our transport; "bare transport" is our transport with JSON and no checks. These two are not signed.`,
      'The peers are Nest and Moleculer with their own Redis transports and their own settings: no deadline, nothing checked, and a request is lost with the process that had it.' +
        (inFlight === 1
          ? ' The raw round trip is `XADD`, `XREADGROUP BLOCK`, `XADD`, `XREAD BLOCK`, `XACK` and `XDEL` on the `redis` package and nothing else.'
          : ''),
      `A sample is ${sampleMs / 1000} s. CPU per call is the processor time of client, server and Redis together. All of them share the machine's cores with each other and with what else runs there.`,
    ],
    comparisons: [
      ...Object.keys(peers).flatMap((peer) => against('contracts', peer)),
      ...(inFlight === 1 ? Object.keys(limit).flatMap((peer) => against('contracts', peer)) : []),
      ...against('stock ClientProxy', 'Nest Transport.REDIS'),
      ...against('bare transport', 'Nest Transport.REDIS'),
    ],
    facts: [cpuFacts(results)],
  };
}
