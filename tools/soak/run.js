// @ts-check
/** `npm run soak`: full load and more than that for minutes, and whether memory grows. */
const { stopAll } = require('../bench/processes/child.js');
const { onStage } = require('../bench/transport/stage.js');
const { readOptions } = require('./options.js');
const { report } = require('./report.js');
const { Watched } = require('./watched.js');

const inFlight = 256;
const sliceMs = 2_000;
const floodMs = 5_000;
/** Takes some 190 calls a second, as timers are late. */
const slow = { prefix: 'slow', concurrency: 4, handlerMs: 20, maxQueuedEntries: 64 };
const perSecond = 10 * Math.floor((slow.concurrency * 1000) / slow.handlerMs);

/** @typedef {import('./flood.js').Flood} Flood */

async function run() {
  const { help, seconds } = readOptions(process.argv.slice(2));
  if (help) return console.log(help);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stopAll);
  console.error('soak: starting a Redis, a database, two servers and two clients');
  const grown = await onStage(async (stage) => {
    const watched = new Watched(stage);
    await watched.server('server', { prefix: 'full' });
    const client = await watched.client('client', { prefix: 'full' });
    await watched.server('slow server', slow);
    const flooding = await watched.client('flooding client', slow);
    const end = performance.now() + seconds * 1000;
    const [steady, flood] = await Promise.all([
      keepFull(client, watched, end, seconds),
      keepFlooding(flooding, end),
    ]);
    return report(watched.series, { steady, flood, seconds });
  });
  if (grown) process.exitCode = 1;
}

/**
 * @param {import('../bench/processes/child.js').Child} client @param {Watched} watched
 * @param {number} end in milliseconds of performance.now() @param {number} seconds
 */
async function keepFull(client, watched, end, seconds) {
  let calls = 0;
  let busyMs = 0;
  while (performance.now() < end) {
    const flight = await client.ask('load', { inFlight, ms: sliceMs });
    calls += flight.calls;
    busyMs += (flight.calls / flight.perSecond) * 1000;
    await watched.look();
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    const held = watched.series.map(({ samples }) => samples.at(-1)?.toFixed(0)).join(' ');
    console.error(
      `soak: ${Math.round(flight.perSecond)} calls/s, MiB ${held}, ${left} of ${Math.round(seconds)} s left`,
    );
  }
  return { calls, perSecond: (calls / busyMs) * 1000 };
}

/** @param {import('../bench/processes/child.js').Child} client @param {number} end */
async function keepFlooding(client, end) {
  /** @type {Flood} */
  const sum = { asked: 0, answered: 0, failed: {} };
  for (let left = end - performance.now(); left > 0; left = end - performance.now()) {
    /** @type {Flood} */
    const { asked, answered, failed } = await client.ask('flood', { perSecond, ms: Math.min(left, floodMs) });
    sum.asked += asked;
    sum.answered += answered;
    for (const [code, times] of Object.entries(failed)) sum.failed[code] = (sum.failed[code] ?? 0) + times;
  }
  return sum;
}

run().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
