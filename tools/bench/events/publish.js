// @ts-check
const { openDatabase } = require('../database/open.js');
const { alternate, sampleBy } = require('../measuring/alternate.js');
const { keepInFlight } = require('../measuring/in-flight.js');
const { Progress } = require('../measuring/progress.js');
const { openComments } = require('./comments.js');

const milliseconds = 3_000;
const posts = 1_000;

/** @type {[name: string, writers: number, post: (turn: number) => string][]} */
const cases = [
  ['1 writer', 1, (turn) => `post ${turn % posts}`],
  ['32 writers', 32, (turn) => `post ${turn % posts}`],
  ['32 writers on one key', 32, () => 'post'],
];

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = {
  name: 'A comment with its event',
  group: 'events',
  runs: 5,
  async measure({ runs }) {
    const database = await openDatabase();
    const comments = await openComments(database.url);
    try {
      const progress = new Progress('A comment with its event', runs * cases.length * 2);
      const comparisons = [];
      for (const [name, writers, post] of cases) {
        const write = (/** @type {boolean} */ isPublished) => async () => {
          await comments.clear();
          const ask = (/** @type {number} */ turn) => comments.comment(isPublished ? post(turn) : undefined);
          return keepInFlight(Array(writers).fill(ask), { ms: milliseconds });
        };
        const results = await alternate({ with: write(true), without: write(false) }, runs, progress);
        comparisons.push({
          name: `a comment with its event, ${name}`,
          unit: 'comments/s',
          ours: sampleBy(results.with, ({ perSecond }) => perSecond),
          peer: { name: 'without an event', ...sampleBy(results.without, ({ perSecond }) => perSecond) },
          aim: 'at least 0.77',
        });
      }
      const about = [
        `A row of about 200 bytes in a unit of work, ${milliseconds / 1000} s each, with and without an event of one key among ${posts}, or of one key only. No relay runs.`,
      ];
      return { about, comparisons, facts: [] };
    } finally {
      await comments.close();
      await database.close();
    }
  },
};
