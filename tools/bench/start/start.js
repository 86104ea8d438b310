// @ts-check
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { main } = require('../../../test/setup/built.js');
const { alternate, sampleBy } = require('../measuring/alternate.js');
const { Progress } = require('../measuring/progress.js');
const { startOnce } = require('./start-once.js');

const name = 'start';
const cli = join(main, '../../../cli/src/main.js');
const path = '/v1/posts';

/** @typedef {import('./start-once.js').Started} Started */

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = { name, runs: 5, measure };

/** @param {{ runs: number }} options @returns {Promise<import('../benchmarks.js').Report>} */
async function measure({ runs }) {
  /** @type {string[]} */
  const folders = [];
  const fresh = () => {
    const folder = mkdtempSync(join(tmpdir(), 'isomer-start-'));
    folders.push(folder);
    return folder;
  };
  /** A new folder and, the second time, the same. @param {string} script @param {string[]} args */
  const program = (script, args) => {
    let folder = '';
    const start = () => startOnce({ script, args, env: { DATA_DIR: folder }, path });
    return { cold: () => ((folder = fresh()), start()), warm: start };
  };
  const monolith = program(main, []);
  const split = program(cli, ['split']);
  const contenders = {
    'monolith cold': monolith.cold,
    'split cold': split.cold,
    'Nest hello': () => startOnce({ script: join(__dirname, 'hello-nest.js'), path: '/' }),
    'monolith warm': monolith.warm,
    'split warm': split.warm,
  };
  const progress = new Progress(name, runs * Object.keys(contenders).length);
  try {
    return report(await alternate(contenders, runs, progress));
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** @typedef {'monolith cold' | 'monolith warm' | 'split cold' | 'split warm' | 'Nest hello'} Program */

/** @param {Record<Program, Started[]>} results @returns {import('../benchmarks.js').Report} */
function report(results) {
  const time = (/** @type {Started} */ { ms }) => ms;
  const memory = (/** @type {Started} */ { mebibytes }) => mebibytes;
  /** @type {[name: string, unit: string, figure: (started: Started) => number, ours: Program, peer: Program, peerName: string][]} */
  const comparisons = [
    [
      'start to first answer, monolith cold',
      'ms',
      time,
      'monolith cold',
      'Nest hello',
      'Nest and Fastify hello',
    ],
    [
      'start to first answer, monolith warm',
      'ms',
      time,
      'monolith warm',
      'Nest hello',
      'Nest and Fastify hello',
    ],
    ['start to first answer, split cold', 'ms', time, 'split cold', 'monolith cold', 'monolith cold'],
    ['start to first answer, split warm', 'ms', time, 'split warm', 'monolith warm', 'monolith warm'],
    ['memory at rest, monolith', 'MiB', memory, 'monolith warm', 'Nest hello', 'Nest and Fastify hello'],
    ['memory at rest, split', 'MiB', memory, 'split warm', 'monolith warm', 'monolith'],
  ];
  return {
    about: [
      'From the start of the program to its first `GET /v1/posts` that is answered with 200, asked every few milliseconds. Cold is a new data folder: the embedded Postgres makes its files and every context migrates. Warm is the same folder again. The split is the launcher, three contexts, the edge and a Redis on one machine. The peer is a Nest application on Fastify with one route and no database, so a ratio holds all that a platform does more.',
      'Memory is the resident size of all processes of the program, 2 s after its first answer, Postgres apart: launcher, supervisor of the database and Redis are in it. Pages that processes share are counted in each.',
      'What it means: the monolith is the arrangement to start with. The split pays a whole Node process for each context, and is for when one context needs machines of its own.',
    ],
    comparisons: comparisons.map(([what, unit, figure, ours, peer, peerName]) => ({
      name: what,
      unit,
      ours: sampleBy(results[ours], figure),
      peer: { name: peerName, ...sampleBy(results[peer], figure) },
    })),
    facts: [
      `Processes without Postgres's: ${results['monolith warm'][0]?.processes} of the monolith, ${results['split warm'][0]?.processes} of the split.`,
    ],
  };
}
