// @ts-check
/**
 * @typedef {import('./measuring/statistics.js').Sample} Sample
 * @typedef {{ name: string, unit: string, ours: Sample, peer: { name: string } & Sample, aim?: string }} Comparison
 *
 * What one benchmark found: how it compared, for people; the figures; and what else was measured.
 * @typedef {{ about: string[], comparisons: Comparison[], facts: string[] }} Report
 *
 * `runs` is how often it repeats unless it is told. What has a group is measured when the group is asked for.
 * @typedef {{ name: string, group?: string, runs: number, measure(options: { runs: number }): Promise<Report> }} Benchmark
 */

const { callsInFlight } = require('./transport/calls-in-flight.js');

/** @type {Benchmark[]} */
exports.benchmarks = [
  require('./call/in-process-call.js'),
  require('./http/get-post.js'),
  require('./http/get-comments.js'),
  require('./start/start.js'),
  ...[1, 64, 256].map(callsInFlight),
  require('./transport/http-edge.js'),
  require('./transport/two-replicas.js'),
  require('./transport/many-principals.js'),
  require('./events/publish.js'),
  require('./events/latency.js'),
  require('./events/stored.js'),
  require('./events/lock.js'),
  require('./events/over-redis.js'),
  require('./events/rebuild.js'),
  require('./community/lists.js'),
  require('./community/watched-thread.js'),
];
