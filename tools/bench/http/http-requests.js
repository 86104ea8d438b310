// @ts-check
const { deepStrictEqual } = require('node:assert');
const { join } = require('node:path');
const { openDatabase } = require('../database/open.js');
const { seed } = require('../database/seed.js');
const { alternate, sampleBy } = require('../measuring/alternate.js');
const { Progress } = require('../measuring/progress.js');
const { Child } = require('../processes/child.js');
const { startServer, startTopology } = require('../processes/topology.js');
const { openRedis } = require('../processes/redis.js');
const { assertSameStatements } = require('./same-statements.js');
const { sqlTimes } = require('./sql-times.js');

const connections = 10;
const clients = 16;
const sampleMs = 3_000;
/** Compilers of JavaScript go on for long: a server gets faster for ten seconds and more. */
const warmUpMs = 12_000;

/** @typedef {import('../processes/topology.js').Servers} Servers */
/** @typedef {{ perSecond: number, cpu: number, p50: number, p99: number }} Measured CPU in microseconds a request, the others in milliseconds */

/**
 * One GET request, asked of all servers in turn.
 * @param {{ name: string, about: string, pathOf: (postId: string) => string, sqlOf: (times: import('./sql-times.js').SqlTimes) => string }} request
 * @returns {import('../benchmarks.js').Benchmark}
 */
exports.httpRequest = (request) => ({
  name: request.name,
  measure: ({ runs }) => measure(request, runs),
  runs: 9,
});

/** @param {Parameters<typeof exports.httpRequest>[0]} request @param {number} runs */
async function measure({ name, about, pathOf, sqlOf }, runs) {
  await assertSameStatements();
  const progress = new Progress(name, (runs + 1) * 3);
  progress.say('filling a database, starting the servers');
  /** What is to be ended, the last one first. @type {(() => Promise<void>)[]} */
  const ends = [];
  try {
    const database = await openDatabase();
    ends.push(database.close);
    const { postIds, size } = await seed(database.url);
    const redis = await openRedis();
    ends.push(redis.stop);
    const { servers, contenders } = await startServers({ database, redis, paths: postIds.map(pathOf), ends });
    progress.begin();
    await alternate(contenders(warmUpMs), 1, progress);
    const results = await alternate(contenders(sampleMs), runs, progress);
    for (const server of servers) await server.stop();
    return report(name, about, results, { size, sql: sqlOf(await sqlTimes(database.url, postIds)) });
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/**
 * Every server at work on the same data, and whoever asks them.
 * @param {{ database: { url: string }, redis: { url: string }, paths: string[], ends: (() => Promise<void>)[] }} parts
 */
async function startServers({ database, redis, paths, ends }) {
  const env = {
    DATABASE_URL: database.url,
    DATABASE_CONNECTIONS: String(connections),
    SECRET_KEY: 'a secret for benchmarks that is long enough',
    RATE_LIMIT: '0',
  };
  const path = String(paths[0]);
  const kept = async (/** @type {Promise<Servers>} */ starting) => {
    const server = await starting;
    ends.push(server.stop);
    return server;
  };
  const monolith = await kept(startTopology('monolith', env));
  const split = await kept(startTopology('split', { ...env, REDIS_URL: redis.url }));
  const bare = { BENCH_DATABASE_URL: database.url, BENCH_CONNECTIONS: String(connections) };
  const fastify = await kept(startServer(join(__dirname, 'bare-fastify.js'), bare, path));
  const servers = [monolith, split, fastify];
  await assertSameAnswers(servers, path);
  const loader = new Child(join(__dirname, 'load-process.js'));
  ends.push(() => loader.stop());
  const contenders = (/** @type {number} */ ms) => ({
    monolith: () => load(loader, monolith, paths, ms),
    'bare Fastify': () => load(loader, fastify, paths, ms),
    split: () => load(loader, split, paths, ms),
  });
  return { servers, contenders };
}

/** @param {Servers[]} servers @param {string} path */
async function assertSameAnswers(servers, path) {
  const answers = await Promise.all(
    servers.map(async ({ port }) => (await fetch(`http://127.0.0.1:${port}${path}`)).json()),
  );
  for (const answer of answers) deepStrictEqual(answer, answers[0]);
}

/** @param {Child} loader @param {Servers} servers @param {string[]} paths @param {number} ms @returns {Promise<Measured>} */
async function load(loader, { port, usage }, paths, ms) {
  const before = await usage();
  const { requests, perSecond, p50, p99 } = await loader.ask('load', {
    port,
    paths,
    connections: clients,
    ms,
  });
  const after = await usage();
  return { perSecond, p50, p99, cpu: (after.cpuMicroseconds - before.cpuMicroseconds) / requests };
}

/**
 * @param {string} name @param {string} about @param {Record<'monolith' | 'bare Fastify' | 'split', Measured[]>} results
 * @param {{ size: string, sql: string }} facts @returns {import('../benchmarks.js').Report}
 */
function report(name, about, { monolith, 'bare Fastify': fastify, split }, { size, sql }) {
  const peer = 'bare Fastify and pg';
  /** @type {[string, string, (measured: Measured) => number][]} */
  const figures = [
    ['throughput', 'requests/s', ({ perSecond }) => perSecond],
    ['CPU per request', 'µs', ({ cpu }) => cpu],
    ['p50', 'ms', ({ p50 }) => p50],
    ['p99', 'ms', ({ p99 }) => p99],
  ];
  const aims = /** @type {Record<string, string | undefined>} */ ({ throughput: 'at least 0.8' });
  const compare = (
    /** @type {string} */ where,
    /** @type {Measured[]} */ ours,
    /** @type {boolean} */ isAim,
  ) =>
    figures.map(([what, unit, figure]) => ({
      name: `${name}, ${where}: ${what}`,
      unit,
      ours: sampleBy(ours, figure),
      peer: { name: peer, ...sampleBy(fastify, figure) },
      aim: isAim ? aims[what] : undefined,
    }));
  return {
    about: [
      `${about} The peer is a bare Fastify handler that sends the same SQL with the same parameters to the same database through a \`pg\` pool of the same size (${connections}), answers the same JSON and checks nothing; no side has a cache. Each server is a process of its own with the same flags of Node, in production mode. The split is four processes over Redis, for information; its CPU is the sum of theirs, and its aim is to scale, not to save.`,
      `A third process asks over ${clients} kept connections, each as fast as it is answered, for ${sampleMs / 1000} s a run. The database: ${size}. CPU is the user and system time of the server's process, from \`process.cpuUsage\`; Postgres, Redis and whoever asks are not in it, but share the machine's cores with it, so throughput holds their work too.`,
      'What it means: CPU per request is what an instance costs and the steadiest figure here; throughput says the same on a quiet machine with cores to spare. What the peer does not do is in the difference: routing, checks, access, deadline and cancellation, two contexts that do not know each other.',
    ],
    comparisons: [...compare('monolith', monolith, true), ...compare('split', split, false)],
    facts: [sql],
  };
}
