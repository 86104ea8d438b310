// @ts-check
const { join } = require('node:path');
const { alternate } = require('../measuring/alternate.js');
const { Progress } = require('../measuring/progress.js');
const { Child } = require('../processes/child.js');
const { compare, cpuFacts, withParts } = require('./comparisons.js');
const { onStage } = require('./stage.js');

const name = 'transport behind an HTTP edge';
const connections = 64;
const sampleMs = 2_000;
const warmUpMs = 5_000;
const peer = 'the same over Nest Transport.REDIS';

/** @typedef {import('./stage.js').Measured} Measured */
/** @typedef {import('./stage.js').Stage} Stage */

/** @type {import('../benchmarks.js').Benchmark} */
module.exports = { name, group: 'transport', runs: 5, measure };

/** @param {{ runs: number }} options */
function measure({ runs }) {
  const progress = new Progress(name, (runs + 1) * 2);
  progress.say('starting what serves, what calls and who asks');
  return onStage(async (stage) => {
    const loader = new Child(join(__dirname, '../http/load-process.js'));
    stage.ends.push(() => loader.stop());
    const ours = await edge(stage, loader, 'isomer-contract');
    const nest = await edge(stage, loader, 'nest-redis');
    const contenders = (/** @type {number} */ ms) => ({ contracts: () => ours(ms), [peer]: () => nest(ms) });
    progress.begin();
    await alternate(contenders(warmUpMs), 1, progress);
    return report(await alternate(contenders(sampleMs), runs, progress));
  });
}

/** What asks an edge that calls a contender for a while. @param {Stage} stage @param {Child} loader @param {string} contender */
async function edge(stage, loader, contender) {
  const server = await stage.server(contender);
  const caller = stage.start('edge-process.js');
  const port = await caller.ask('listen', { contender, place: { ...stage.place, database: undefined } });
  return (/** @type {number} */ ms) =>
    stage.around([server], async () => {
      const before = await caller.ask('usage');
      const { requests, ...flight } = await loader.ask('load', { port, paths: ['/'], connections, ms });
      const after = await caller.ask('usage');
      const client = (after.cpuMicroseconds - before.cpuMicroseconds) / requests;
      return { ...flight, calls: requests, client };
    });
}

/** @param {Record<string, Measured[]>} results @returns {import('../benchmarks.js').Report} */
function report(results) {
  return {
    about: [
      `A bare Fastify handler that makes one call to another process and answers with its reply: through a contract, or with \`ClientProxy.send\` over Nest's \`Transport.REDIS\`. The server is the same but for that call. A third process asks over ${connections} kept connections, each as fast as it is answered, for ${sampleMs / 1000} s a run.`,
      'CPU per call is of edge ("client"), service ("server") and Redis together; whoever asks is not in it, but shares the cores.',
    ],
    comparisons: compare({
      name,
      ours: results['contracts'] ?? [],
      peer: { name: peer, results: results[peer] ?? [] },
      of: withParts,
      aims: { throughput: 'at least 1.4' },
    }),
    facts: [cpuFacts(results)],
  };
}
