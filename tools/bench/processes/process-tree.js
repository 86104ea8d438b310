// @ts-check
const { execFileSync } = require('node:child_process');

/** @typedef {{ pid: number, parent: number, kibibytes: number, program: string }} Process */

/** @returns {Process[]} everything that runs */
function processes() {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,comm='], { encoding: 'utf8' })
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [pid, parent, kibibytes, ...program] = line.trim().split(/\s+/);
    return {
      pid: Number(pid),
      parent: Number(parent),
      kibibytes: Number(kibibytes),
      program: program.join(' '),
    };
  });
}

/** A process with all that it has started. @param {number} root @returns {Process[]} */
function treeOf(root) {
  const all = processes();
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

/** Whether one of them still runs. @param {readonly Process[]} tree */
function anyRuns(tree) {
  const pids = new Set(processes().map(({ pid }) => pid));
  return tree.some(({ pid }) => pids.has(pid));
}

module.exports = { treeOf, anyRuns };
