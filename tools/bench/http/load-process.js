// @ts-check
/** Asks a server of this machine as fast as it answers, for a bounded time, in a process of its own. */
const { keepInFlight } = require('../measuring/in-flight.js');
const { answer } = require('../processes/answer.js');
const { Connection } = require('./connection.js');

answer({ load });

/** @param {{ port: number, paths: string[], connections: number, ms: number }} what */
async function load({ port, paths, connections, ms }) {
  const opened = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
  const askers = opened.map((connection) => async (/** @type {number} */ turn) => {
    const path = /** @type {string} */ (paths[turn % paths.length]);
    const status = await connection.get(path);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
  });
  const { calls: requests, perSecond, p50, p99 } = await keepInFlight(askers, { ms });
  for (const connection of opened) connection.close();
  return { requests, perSecond, p50, p99 };
}
