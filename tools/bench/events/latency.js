// @ts-check
const { setTimeout: wait } = require('node:timers/promises');
const { openDatabase } = require('../database/open.js');
const { alternate, sampleBy } = require('../measuring/alternate.js');
const { keepInFlight } = require('../measuring/in-flight.js');
const { Progress } = require('../measuring/progress.js');
const { openComments } = require('./comments.js');

const milliseconds = 4_000;
const posts = 1_000;

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = {
  name: 'From commit to handled',
  group: 'events',
  runs: 5,
  async measure({ runs }) {
    const database = await openDatabase();
    const comments = await openComments(database.url);
    try {
      comments.relay.start();
      const post = (/** @type {number} */ turn) => `post ${turn % posts}`;
      // What can be published and handled together: closed loops that wait for both.
      /** @type {Map<string, () => void>} */
      const waiting = new Map();
      comments.handled.tell = (id) => void waiting.get(id)?.();
      const both = async (/** @type {number} */ turn) => {
        const id = `full ${turn}`;
        const handled = new Promise((resolve) => waiting.set(id, () => resolve(undefined)));
        await comments.comment(post(turn), id);
        await handled;
        waiting.delete(id);
      };
      const capacity = (await keepInFlight(Array(16).fill(both), { ms: milliseconds })).perSecond;
      const everyMs = 1000 / (capacity / 2);
      let number = 0;
      const run = async () => {
        /** @type {number[]} */
        const latencies = [];
        const under = [];
        const started = performance.now();
        for (let i = 0; i * everyMs < milliseconds; i++) {
          const early = started + i * everyMs - performance.now();
          if (early > 1) await wait(early);
          const id = `half ${number++}`;
          /** @type {Promise<number>} */
          const handled = new Promise((resolve) => waiting.set(id, () => resolve(performance.now())));
          const committed = comments.comment(post(i), id).then(() => performance.now());
          under.push(
            Promise.all([committed, handled]).then(([from, to]) => {
              waiting.delete(id);
              latencies.push(Math.max(0, to - from));
            }),
          );
        }
        await Promise.all(under);
        latencies.sort((a, b) => a - b);
        const at = (/** @type {number} */ p) =>
          /** @type {number} */ (latencies[Math.floor((latencies.length - 1) * p)]);
        return { p50: at(0.5), p99: at(0.99) };
      };
      const progress = new Progress('From commit to handled', runs);
      const { half } = await alternate({ half: run }, runs, progress);
      const p50 = sampleBy(half, (each) => each.p50);
      const p99 = sampleBy(half, (each) => each.p99);
      return {
        about: [
          `In one process, at half of the ${Math.round(capacity)} events/s that were published and handled at full load.`,
        ],
        comparisons: [],
        facts: [
          `From commit to handled: p50 ${p50.median.toFixed(1)} ms, p99 ${p99.median.toFixed(1)} ms (${p99.min.toFixed(1)} to ${p99.max.toFixed(1)}); aim: p99 under 50 ms.`,
        ],
      };
    } finally {
      await comments.close();
      await database.close();
    }
  },
};
