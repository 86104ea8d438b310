// @ts-check
const { join } = require('node:path');
const { openDatabase } = require('../database/open.js');
const { alternate, sampleBy } = require('../measuring/alternate.js');
const { Progress } = require('../measuring/progress.js');
const { Child } = require('../processes/child.js');
const { startTopology } = require('../processes/topology.js');

/** Readers of the thread that many watch, by default; fewer to try it. */
const many = Number(process.env.BENCH_READERS ?? 2_000);
const few = 10;
/** Comments a run: all of them are told before a stream ends, which it does after a minute. */
const times = 20;
const name = 'community: a watched thread';

/** @typedef {{ p50: number, p99: number, last: number, memory: number, cpu: number }} Measured */

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = { name, group: 'community', runs: 5, measure: ({ runs }) => measure(runs) };

/** @param {number} runs @returns {Promise<import('../benchmarks.js').Report>} */
async function measure(runs) {
  /** @type {(() => Promise<unknown>)[]} */
  const ends = [];
  try {
    const database = await openDatabase();
    ends.push(database.close);
    const server = await startTopology('monolith', {
      DATABASE_URL: database.url,
      SECRET_KEY: 'a secret for benchmarks that is long enough',
      RATE_LIMIT: '0',
    });
    ends.push(server.stop);
    const client = new Child(join(__dirname, 'watch-process.js'));
    ends.push(() => client.stop());
    const token = await somebody(server.port);
    const watch = (/** @type {number} */ readers) => () => watched({ server, client, token, readers });
    const progress = new Progress(name, (runs + 1) * 2);
    const contenders = { many: watch(many), few: watch(few) };
    await alternate(contenders, 1, progress);
    return report(await alternate(contenders, runs, progress));
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** @param {{ server: import('../processes/topology.js').Servers, client: Child, token: string, readers: number }} what @returns {Promise<Measured>} */
async function watched({ server, client, token, readers }) {
  const { port } = server;
  const { id } = await send(port, '/v1/posts', token, { title: 'Watched', body: 'Text' });
  await send(port, `/v1/posts/${id}/publish`, token);
  const before = await server.usage();
  await client.ask('open', { port, path: `/v1/threads/${id}/events?after=0`, readers });
  const opened = await server.usage();
  const url = `http://127.0.0.1:${port}/v1/posts/${id}/comments`;
  const { each, last } = await client.ask('comment', { url, token, times });
  const after = await server.usage();
  await client.ask('close');
  const sorted = each.sort((/** @type {number} */ a, /** @type {number} */ b) => a - b);
  const percentile = (/** @type {number} */ p) => sorted[Math.floor((sorted.length - 1) * p)];
  return {
    p50: percentile(0.5),
    p99: percentile(0.99),
    last: Math.max(...last),
    memory: (after.rss - before.rss) / readers / 1024,
    cpu: (after.cpuMicroseconds - opened.cpuMicroseconds) / times / readers,
  };
}

/** @param {number} port @returns {Promise<string>} an access token */
async function somebody(port) {
  const account = { handle: 'ada', password: 'correct horse battery' };
  await send(port, '/v1/accounts', undefined, account);
  return (await send(port, '/v1/sessions', undefined, account)).accessToken;
}

/** @param {number} port @param {string} path @param {string} [token] @param {object} [body] @returns {Promise<any>} */
async function send(port, path, token, body) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** @param {Record<'many' | 'few', Measured[]>} results @returns {import('../benchmarks.js').Report} */
function report({ many: ours, few: peer }) {
  const readers = many.toLocaleString('en');
  /** @type {[string, string, (each: Measured) => number][]} */
  const figures = [
    ['p50 from comment to reader', 'ms', ({ p50 }) => p50],
    ['p99 from comment to reader', 'ms', ({ p99 }) => p99],
    ['slowest from comment to all', 'ms', ({ last }) => last],
    ['CPU per reader and comment', 'µs', ({ cpu }) => cpu],
  ];
  const memory = sampleBy(ours, (each) => each.memory);
  return {
    about: [
      `${readers} readers of one thread over server-sent events, on one process that also takes the comments, beside ${few} readers: how long it takes from sending a comment until a reader has it, ${times} comments a run, each sent when all have got the one before. Readers and whoever comments are another process of this machine, with the only clock; its work is in the figures, that of taking ${readers} events apart, too.`,
      'CPU is that of the server for all that a comment needs, divided by readers; memory is what the resident set of the server has grown by while they read, divided by them.',
    ],
    comparisons: figures.map(([what, unit, figure]) => ({
      name: `${readers} readers: ${what}`,
      unit,
      ours: sampleBy(ours, figure),
      peer: { name: `${few} readers`, ...sampleBy(peer, figure) },
    })),
    facts: [
      `community: ${readers} readers need ${memory.median.toFixed(0)} KiB each (${memory.min.toFixed(0)} to ${memory.max.toFixed(0)}; what is left over from a run before is used again).`,
    ],
  };
}
