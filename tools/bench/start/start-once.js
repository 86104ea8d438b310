// @ts-check
const { join } = require('node:path');
const { setTimeout: delay } = require('node:timers/promises');
const { Child } = require('../processes/child.js');
const { freePort } = require('../processes/free-port.js');
const { anyRuns, treeOf } = require('../processes/process-tree.js');
const { untilAnswers } = require('../processes/until-answers.js');

const probe = join(__dirname, '../processes/probe.js');

/** How long a process rests before its memory is read, in milliseconds. */
const restMs = 2_000;
const stopMs = 40_000;

/** @typedef {{ ms: number, mebibytes: number, processes: number }} Started */

/**
 * Starts a program, waits for its first answer, reads the memory of all its processes but Postgres's, and stops all.
 * @param {{ script: string, args?: string[], env?: NodeJS.ProcessEnv, path: string }} program
 * @returns {Promise<Started>}
 */
exports.startOnce = async function startOnce({ script, args, env, path }) {
  const port = await freePort();
  const started = performance.now();
  const child = new Child(script, {
    args,
    execArgv: ['--require', probe],
    env: { ...env, NODE_ENV: 'production', PORT: String(port) },
  });
  /** @type {import('../processes/process-tree.js').Process[]} */
  let tree = [];
  try {
    await untilAnswers(`http://127.0.0.1:${port}${path}`, child);
    const ms = performance.now() - started;
    await delay(restMs);
    tree = treeOf(/** @type {number} */ (child.child.pid));
    const own = tree.filter(({ program }) => !program.startsWith('postgres'));
    const kibibytes = own.reduce((sum, each) => sum + each.kibibytes, 0);
    return { ms, mebibytes: kibibytes / 1024, processes: own.length };
  } finally {
    await child.stop();
    // The database ends a moment after those who use it, and the next start must find it ended.
    for (const end = performance.now() + stopMs; anyRuns(tree) && performance.now() < end;) await delay(50);
  }
};
