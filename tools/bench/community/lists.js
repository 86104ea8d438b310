// @ts-check
const { join } = require('node:path');
const { openDatabase } = require('../database/open.js');
const { seed } = require('../database/seed.js');
const { alternate, sampleBy } = require('../measuring/alternate.js');
const { Progress } = require('../measuring/progress.js');
const { Child } = require('../processes/child.js');
const { startTopology } = require('../processes/topology.js');
const { cursorAfter, postWithComments } = require('./long-thread.js');

/** Comments of the long thread, by default; fewer to try it. */
const size = Number(process.env.BENCH_LONG_THREAD ?? 100_000);
const few = 100;
const name = 'community: lists';
const sampleMs = Number(process.env.BENCH_SAMPLE_MS ?? 3_000);
const warmUpMs = sampleMs * 3;

/** @typedef {{ p50: number, p99: number, cpu: number }} Measured milliseconds, and microseconds of the server's processor time a request */

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = { name, group: 'community', runs: 7, measure: ({ runs }) => measure(runs) };

/** @param {number} runs @returns {Promise<import('../benchmarks.js').Report>} */
async function measure(runs) {
  /** @type {(() => Promise<unknown>)[]} */
  const ends = [];
  try {
    const database = await openDatabase();
    ends.push(database.close);
    await seed(database.url);
    const paths = await pathsIn(database.url);
    const server = await startTopology('monolith', {
      DATABASE_URL: database.url,
      SECRET_KEY: 'a secret for benchmarks that is long enough',
      RATE_LIMIT: '0',
    });
    ends.push(server.stop);
    const loader = new Child(join(__dirname, '../http/load-process.js'));
    ends.push(() => loader.stop());
    const ask = (/** @type {string} */ path, /** @type {number} */ ms) => async () => {
      const before = await server.usage();
      const { requests, p50, p99 } = await loader.ask('load', {
        port: server.port,
        paths: [path],
        connections: 2,
        ms,
      });
      const { cpuMicroseconds } = await server.usage();
      return { p50, p99, cpu: (cpuMicroseconds - before.cpuMicroseconds) / requests };
    };
    const asking = (/** @type {number} */ ms) =>
      /** @type {Record<keyof typeof paths, () => Promise<Measured>>} */ (
        Object.fromEntries(Object.entries(paths).map(([each, path]) => [each, ask(path, ms)]))
      );
    const progress = new Progress(name, (runs + 1) * Object.keys(paths).length);
    await alternate(asking(warmUpMs), 1, progress);
    return report(await alternate(asking(sampleMs), runs, progress));
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** @param {string} url of the database */
async function pathsIn(url) {
  const [long, short] = [await postWithComments(url, size), await postWithComments(url, few)];
  const threads = (/** @type {string} */ id) => `/v1/threads/${id}/comments?limit=20`;
  const late = await cursorAfter(url, long, Math.min(20 * 999, size - 20));
  return {
    'long: first page': threads(long),
    'short: first page': threads(short),
    'long: page 1,000': `${threads(long)}&cursor=${late}`,
    'short: page 3': `${threads(short)}&cursor=${await cursorAfter(url, short, 40)}`,
    'long: best': `${threads(long)}&order=best`,
    'short: best': `${threads(short)}&order=best`,
    '50 posts': '/v1/posts?limit=50',
    '10 posts': '/v1/posts?limit=10',
    '1 post': '/v1/posts?limit=1',
  };
}

/** @param {Record<keyof Awaited<ReturnType<typeof pathsIn>>, Measured[]>} results @returns {import('../benchmarks.js').Report} */
function report(results) {
  /** @typedef {keyof typeof results} Name */
  const compare = (
    /** @type {string} */ what,
    /** @type {Name} */ ours,
    /** @type {Name} */ peer,
    /** @type {string} */ peerName,
    /** @type {string | undefined} */ aim,
  ) =>
    /** @type {const} */ (['p50', 'p99', 'cpu']).map((figure) => ({
      name: `${what}: ${figure === 'cpu' ? 'CPU per request' : figure}`,
      unit: figure === 'cpu' ? 'µs' : 'ms',
      ours: sampleBy(results[ours], (each) => each[figure]),
      peer: { name: peerName, ...sampleBy(results[peer], (each) => each[figure]) },
      aim: figure === 'p50' ? aim : undefined,
    }));
  const thread = `thread of ${size.toLocaleString('en')} comments`;
  const peer = `the same of ${few}`;
  return {
    about: [
      `Pages of 20 comments with their authors in a thread of ${size.toLocaleString('en')} comments, which should take as long as in one of ${few}: the first page, page 1,000 (beside page 3 of the short one) and the best first. And pages of posts with their authors and numbers of comments, of which each is one statement of posts and one of identity, whatever its size: a test holds that.`,
      `One process serves them, as in production; another one asks over two kept connections, each as fast as it is answered, for ${sampleMs / 1000} s a run. CPU is that of the server alone.`,
    ],
    comparisons: [
      ...compare(`${thread}, first page`, 'long: first page', 'short: first page', peer, 'below 1.2'),
      ...compare(
        `${thread}, page 1,000`,
        'long: page 1,000',
        'short: page 3',
        `page 3 of ${few}`,
        'below 1.2',
      ),
      ...compare(`${thread}, best first`, 'long: best', 'short: best', peer, 'below 1.2'),
      ...compare('list of 50 posts', '50 posts', '10 posts', 'list of 10', undefined),
      ...compare('list of 10 posts', '10 posts', '1 post', 'list of 1', undefined),
    ],
    facts: [],
  };
}
