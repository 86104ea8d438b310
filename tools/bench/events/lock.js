// @ts-check
const { openDatabase } = require('../database/open.js');
const { alternate, sampleBy } = require('../measuring/alternate.js');
const { keepInFlight } = require('../measuring/in-flight.js');
const { Progress } = require('../measuring/progress.js');
const { openComments } = require('./comments.js');

/** Of each case, by default; shorter to try it. */
const milliseconds = Number(process.env.BENCH_LOCK_MS ?? 3_000);
const writers = 32;
const name = 'events: the lock of a key';

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = {
  name,
  group: 'events',
  runs: 5,
  async measure({ runs }) {
    const database = await openDatabase();
    const comments = await openComments(database.url);
    try {
      const write = (/** @type {number} */ keys) => async () => {
        await comments.clear();
        const ask = (/** @type {number} */ turn) => comments.comment(`post ${turn % keys}`);
        return keepInFlight(Array(writers).fill(ask), { ms: milliseconds });
      };
      const results = await alternate(
        { one: write(1), many: write(1_000) },
        runs,
        new Progress(name, runs * 2),
      );
      const comparison = {
        name: `events of one key, ${writers} writers`,
        unit: 'comments/s',
        ours: sampleBy(results.one, ({ perSecond }) => perSecond),
        peer: { name: 'of 1,000 keys', ...sampleBy(results.many, ({ perSecond }) => perSecond) },
      };
      const about = [
        `Comments with an event each, ${milliseconds / 1000} s each. Units of work that publish to one key commit one after the other. No relay runs.`,
      ];
      return { about, comparisons: [comparison], facts: [] };
    } finally {
      await comments.close();
      await database.close();
    }
  },
};
