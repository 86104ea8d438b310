// @ts-check
const { resolve } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { openDatabase } = require('../database/open.js');
const { alternate, sampleBy } = require('../measuring/alternate.js');
const { Progress } = require('../measuring/progress.js');
const { Child } = require('../processes/child.js');
const { freePort } = require('../processes/free-port.js');
const { openRedis } = require('../processes/redis.js');

/** By default; fewer to try it. */
const perSecond = Number(process.env.BENCH_EVENTS_PER_SECOND ?? 50);
const count = Number(process.env.BENCH_EVENTS ?? 4 * perSecond);
const patienceMs = 60_000;

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = {
  name: 'events: from commit to handled over Redis',
  group: 'events',
  runs: 5,
  async measure({ runs }) {
    /** @type {(() => Promise<unknown>)[]} */
    const ends = [];
    try {
      const database = await openDatabase();
      ends.push(database.close);
      const port = await freePort();
      const redis = await openRedis({ port });
      ends.push(redis.stop);
      const place = { database: database.url, redis: `redis://127.0.0.1:${port}` };
      const posts = new Child(resolve(__dirname, 'posts-process.js'), { env: { NODE_ENV: 'production' } });
      ends.push(() => posts.stop());
      await posts.ask('serve', { place });
      const { publisher } = require('./apart.js');
      const comments = await publisher(place);
      ends.push(comments.close);
      const untilHandled = async (/** @type {string[]} */ ids) => {
        for (const end = performance.now() + patienceMs; ;) {
          const handled = await posts.ask('handled');
          if (ids.every((id) => id in handled)) return handled;
          if (performance.now() > end) throw new Error('Not all was handled in a minute');
          await wait(100);
        }
      };
      // The first comes late: a relay that starts before its subscriber can be reached pauses.
      await comments.publish('first', 'post');
      await untilHandled(['first']);
      let number = 0;
      const run = async () => {
        /** @type {Map<string, number>} */
        const committed = new Map();
        const started = performance.now();
        const publishing = [];
        for (let i = 0; i < count; i++) {
          const early = started + (i * 1000) / perSecond - performance.now();
          if (early > 1) await wait(early);
          const id = `event ${number++}`;
          publishing.push(
            comments
              .publish(id, `post ${i % 1_000}`)
              .then(() => committed.set(id, performance.timeOrigin + performance.now())),
          );
        }
        await Promise.all(publishing);
        return latencies(committed, await untilHandled([...committed.keys()]));
      };
      const name = 'events: from commit to handled over Redis';
      const { all } = await alternate({ all: run }, runs, new Progress(name, runs));
      const p50 = sampleBy(all, (each) => each.p50);
      const p99 = sampleBy(all, (each) => each.p99);
      return {
        about: [`Two processes, ${perSecond} events/s of 1,000 keys; ${count} events in each run.`],
        comparisons: [],
        facts: [
          `events: from commit to handled over Redis: p50 ${p50.median.toFixed(1)} ms, p99 ${p99.median.toFixed(1)} ms (${p99.min.toFixed(1)} to ${p99.max.toFixed(1)}).`,
        ],
      };
    } finally {
      for (const end of ends.reverse()) await end();
    }
  },
};

/** @param {Map<string, number>} committed @param {Record<string, number>} handled by id, as times in milliseconds */
function latencies(committed, handled) {
  const sorted = [...committed]
    .map(([id, at]) => Math.max(0, Number(handled[id]) - at))
    .sort((a, b) => a - b);
  const at = (/** @type {number} */ p) => /** @type {number} */ (sorted[Math.floor((sorted.length - 1) * p)]);
  return { p50: at(0.5), p99: at(0.99) };
}
