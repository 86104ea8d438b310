// @ts-check
const { sampleBy } = require('../measuring/alternate.js');
const { median } = require('../measuring/statistics.js');

/** @typedef {import('./stage.js').Measured} Measured */
/** @typedef {'throughput' | 'p50' | 'p99' | 'CPU per call'} Figure */
/** @typedef {'CPU per call, client' | 'CPU per call, server' | 'CPU per call, Redis'} Part */
/** @typedef {Partial<Record<Figure, string>>} Aims */

/** @type {Record<Figure | Part, { unit: string, of: (measured: Measured) => number }>} */
const figures = {
  throughput: { unit: 'calls/s', of: ({ perSecond }) => perSecond },
  p50: { unit: 'ms', of: ({ p50 }) => p50 },
  p99: { unit: 'ms', of: ({ p99 }) => p99 },
  'CPU per call': { unit: 'µs', of: ({ cpu }) => cpu },
  'CPU per call, client': { unit: 'µs', of: ({ client }) => client },
  'CPU per call, server': { unit: 'µs', of: ({ server }) => server },
  'CPU per call, Redis': { unit: 'µs', of: ({ redis }) => redis },
};

/** @type {Figure[]} */
const whole = ['throughput', 'p50', 'p99', 'CPU per call'];
/** @type {(Figure | Part)[]} */
const withParts = [...whole, 'CPU per call, client', 'CPU per call, server', 'CPU per call, Redis'];

/**
 * Ours and a peer by each figure that is known of both.
 * @param {{ name: string, ours: Measured[], peer: { name: string, results: Measured[] }, of?: (Figure | Part)[], aims?: Aims }} what
 * @returns {import('../benchmarks.js').Comparison[]}
 */
function compare({ name, ours, peer, of = whole, aims = {} }) {
  return of
    .map((figure) => ({
      name: `${name}: ${figure}`,
      unit: figures[figure].unit,
      ours: sampleBy(ours, figures[figure].of),
      peer: { name: peer.name, ...sampleBy(peer.results, figures[figure].of) },
      aim: /** @type {Record<string, string | undefined>} */ (aims)[figure],
    }))
    .filter(({ ours: { median: known } }) => !Number.isNaN(known));
}

/** Where the CPU of a call went, in a sentence for each. @param {Record<string, Measured[]>} results */
function cpuFacts(results) {
  const shown = (/** @type {Measured[]} */ all, /** @type {keyof Measured} */ part) =>
    median(all.map((each) => each[part])).toFixed(1);
  const parts = Object.entries(results).map(
    ([name, all]) => `${name} ${shown(all, 'client')} + ${shown(all, 'server')} + ${shown(all, 'redis')}`,
  );
  return `CPU per call in µs, client + server + Redis: ${parts.join('; ')}.`;
}

module.exports = { compare, cpuFacts, withParts };
