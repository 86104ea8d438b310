// @ts-check
const { openDatabase } = require('../database/open.js');
const { alternate, sampleBy } = require('../measuring/alternate.js');
const { Progress } = require('../measuring/progress.js');
const { openComments } = require('./comments.js');

/** Stored events that all have handled, by default; smaller to try it. */
const many = Number(process.env.BENCH_STORED_EVENTS ?? 1_000_000);
const few = many / 100;
const published = 500;

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = {
  name: 'Events beside stored ones',
  group: 'events',
  runs: 5,
  async measure({ runs }) {
    const [small, large] = [await openDatabase(), await openDatabase()];
    const [beside, among] = [await openComments(small.url), await openComments(large.url)];
    try {
      for (const [comments, count] of /** @type {const} */ ([
        [beside, few],
        [among, many],
      ])) {
        await comments.source.query(
          `INSERT INTO outbox (key, seq, name, version, payload, trace_id, subscribers)
           SELECT 'old ' || n % ($1::bigint / 10), nextval('outbox_seq'), 'comments.measured', 1, '{"id":"1","postId":"old"}', '', '{posts}'
           FROM generate_series(1, $1::bigint) n`,
          [count],
        );
        await comments.source.query(
          `INSERT INTO outbox_lane (subscriber, key, ticket, done, fresh) SELECT 'posts', key, max(seq), max(seq), false FROM outbox GROUP BY key`,
        );
        await comments.source.query('VACUUM (ANALYZE) outbox, outbox_lane');
        comments.relay.start();
      }
      const deliver = (/** @type {typeof among} */ comments) => async () => {
        const until = comments.handled.count + published;
        const started = performance.now();
        const all = new Promise((resolve) => {
          comments.handled.tell = () => void (comments.handled.count === until && resolve(undefined));
        });
        for (let i = 0; i < published; i++) await comments.comment(`post ${i % 100}`);
        await all;
        return (published / (performance.now() - started)) * 1000;
      };
      const progress = new Progress('Events beside stored ones', runs * 2);
      const results = await alternate({ many: deliver(among), few: deliver(beside) }, runs, progress);
      const identity = (/** @type {number} */ value) => value;
      const comparison = {
        name: `publish and deliver, ${many.toLocaleString('en')} events stored`,
        unit: 'events/s',
        ours: sampleBy(results.many, identity),
        peer: { name: `${few.toLocaleString('en')} stored`, ...sampleBy(results.few, identity) },
        aim: 'at least 0.8',
      };
      const about = [
        `${published} comments one after the other, until the last event has been handled in the same process.`,
      ];
      return { about, comparisons: [comparison], facts: [] };
    } finally {
      for (const each of [beside, among]) await each.close();
      for (const each of [small, large]) await each.close();
    }
  },
};
