// @ts-check
const { join } = require('node:path');
const { alternate, sampleBy } = require('../measuring/alternate.js');
const { Progress } = require('../measuring/progress.js');
const { openDatabase } = require('../database/open.js');
const { Child } = require('../processes/child.js');

const name = 'in-process call';
const sampleMs = 400;
const warmUps = 3;
const execArgv = ['--expose-gc'];

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = { name, runs: 15, measure };

/** @param {{ runs: number }} options @returns {Promise<import('../benchmarks.js').Report>} */
async function measure({ runs }) {
  const database = await openDatabase();
  const ours = new Child(join(__dirname, 'isomer-process.js'), {
    execArgv,
    env: { NODE_ENV: 'production', BENCH_DATABASE_URL: database.url },
  });
  const peers = new Child(join(__dirname, 'peers-process.js'), { execArgv, env: { NODE_ENV: 'production' } });
  try {
    const contenders = {
      surrounded: () => ours.ask('surrounded', { ms: sampleMs }),
      plain: () => ours.ask('plain', { ms: sampleMs }),
      bare: () => ours.ask('bare', { ms: sampleMs }),
      method: () => peers.ask('method', { ms: sampleMs }),
      clone: () => peers.ask('clone', { ms: sampleMs }),
      moleculer: () => peers.ask('moleculer', { ms: sampleMs }),
    };
    const progress = new Progress(name, runs * Object.keys(contenders).length);
    progress.say('warming up');
    for (let i = 0; i < warmUps; i++) for (const warm of Object.values(contenders)) await warm();
    progress.begin();
    const results = await alternate(contenders, runs, progress);
    return report(results, await ours.ask('bytes'));
  } finally {
    await Promise.all([ours.stop(), peers.stop()]);
    await database.close();
  }
}

/** @param {Record<'surrounded' | 'plain' | 'bare' | 'method' | 'clone' | 'moleculer', number[]>} results @param {number} bytes @returns {import('../benchmarks.js').Report} */
function report(results, bytes) {
  const peers = [
    { name: 'plain method call', results: results.method },
    { name: 'one structuredClone of the reply', results: results.clone, aim: 'below 0.5' },
    { name: 'Moleculer 0.14 local action', results: results.moleculer, aim: 'below 2' },
  ];
  const ours = [
    { name: `${name} inside another`, results: results.surrounded },
    { name: `${name} inside another, plain strings`, results: results.plain },
    { name: `${name} from outside any`, results: results.bare },
  ];
  const figure = (/** @type {number} */ nanoseconds) => nanoseconds;
  return {
    about: [
      `A query of one context of a Nest application, through the client that Nest injects: input and output are checked and copied by their schemas, access is checked, deadline and caller are carried. The reply is a comment of ${bytes} bytes. "Inside another" is a call with surroundings to inherit, as nearly all are; "from outside any" makes its own deadline and trace id. The reply has the schema that comments declare, with patterns for three ids, a date and control characters in text; "plain strings" is the same reply declared without patterns, which shows what they cost.`,
      'The plain method returns the same object by reference; so does the Moleculer action, which checks and copies nothing. The peers run in a process of their own that uses no AsyncLocalStorage, so they do not pay for ours. Calls are made one after the other and each is awaited. Figures are processor time, garbage collection and compilation on other threads with it: what other programs do meanwhile is not in it.',
      'What it means: a request makes two to five calls. At a microsecond or two each they are a hundredth of it; most of a call goes into the patterns of its schemas, on Node 20 also into AsyncLocalStorage, which follows every promise.',
    ],
    comparisons: ours.flatMap((mine) =>
      peers.map((peer) => ({
        name: mine.name,
        unit: 'ns',
        ours: sampleBy(mine.results, figure),
        peer: { name: peer.name, ...sampleBy(peer.results, figure) },
        aim: peer.aim,
      })),
    ),
    facts: [],
  };
}
