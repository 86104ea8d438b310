// @ts-check
/** Asks a server of this machine as fast as it answers, for a bounded time, in a process of its own. */
const { answer } = require('../processes/answer.js');
const { Connection } = require('./connection.js');

answer({ load });

/** @param {{ port: number, paths: string[], connections: number, ms: number }} what */
async function load({ port, paths, connections, ms }) {
  /** @type {number[]} */
  const latencies = [];
  const started = performance.now();
  const end = started + ms;
  const worker = async (/** @type {number} */ number) => {
    const connection = await Connection.open(port);
    for (let i = number; performance.now() < end; i += connections) {
      const path = /** @type {string} */ (paths[i % paths.length]);
      const sent = performance.now();
      const status = await connection.get(path);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      latencies.push(performance.now() - sent);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, (_, i) => worker(i)));
  const elapsed = performance.now() - started;
  latencies.sort((a, b) => a - b);
  const percentile = (/** @type {number} */ p) => latencies[Math.floor((latencies.length - 1) * p)];
  return {
    requests: latencies.length,
    perSecond: (latencies.length / elapsed) * 1000,
    p50: percentile(0.5),
    p99: percentile(0.99),
  };
}
