// @ts-check
const { spawn } = require('node:child_process');
const { join } = require('node:path');
const pg = require('pg');
const { openDatabase } = require('../database/open.js');
const { alternate, sampleBy } = require('../measuring/alternate.js');
const { Progress } = require('../measuring/progress.js');
const { seed } = require('../database/seed.js');

/** Posts that have a comment, by default; fewer to try it. */
const keys = Number(process.env.BENCH_REBUILT_KEYS ?? 100_000);
const cli = join(__dirname, '../../../dist/apps/cli/src/main.js');
const name = 'events: a rebuild';

/** @param {string} url of the database @returns {Promise<void>} */
function rebuild(url) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, DATABASE_URL: url, SECRET_KEY: 'a secret for benchmarks that is long enough' };
  const child = spawn(process.execPath, [cli, 'events', 'rebuild', 'posts'], { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (/** @type {Buffer} */ chunk) => (said += chunk));
  return new Promise((resolve, reject) =>
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`It ended with ${code}:\n${said}`)),
    ),
  );
}

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = {
  name,
  group: 'events',
  runs: 3,
  async measure({ runs }) {
    const database = await openDatabase();
    const client = new pg.Client({ connectionString: database.url });
    try {
      await seed(database.url);
      await client.connect();
      await client.query(
        `INSERT INTO comments.comment (id, post_id, depth, author_id, body, created_at)
         SELECT gen_random_uuid(), gen_random_uuid(), 0, (SELECT id FROM identity.account LIMIT 1), 'Well said', now()
         FROM generate_series(1, $1::bigint)`,
        [keys],
      );
      await client.query('VACUUM (ANALYZE) comments.comment');
      const run = async () => {
        await client.query('TRUNCATE comments.outbox, comments.outbox_lane');
        const started = performance.now();
        await rebuild(database.url);
        const seconds = (performance.now() - started) / 1000;
        const { rows } = await client.query('SELECT count(*)::int AS count FROM comments.outbox');
        if (rows[0].count < keys) throw new Error(`It published ${rows[0].count} keys, not ${keys}`);
        return { seconds, perSecond: rows[0].count / seconds };
      };
      const { all } = await alternate({ all: run }, runs, new Progress(name, runs));
      const seconds = sampleBy(all, (each) => each.seconds);
      const perSecond = sampleBy(all, (each) => each.perSecond);
      return {
        about: [
          `\`isomer events rebuild posts\` with comments on ${keys.toLocaleString('en')} posts: until all is published, its start included. Nobody handles it meanwhile.`,
        ],
        comparisons: [],
        facts: [
          `events: a rebuild of ${keys.toLocaleString('en')} keys: ${seconds.median.toFixed(1)} s (${seconds.min.toFixed(1)} to ${seconds.max.toFixed(1)}), ${Math.round(perSecond.median)} keys/s.`,
        ],
      };
    } finally {
      await client.end();
      await database.close();
    }
  },
};
