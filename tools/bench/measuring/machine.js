// @ts-check
const os = require('node:os');

const names = new Map([
  ['x64', 'x86-64'],
  ['arm64', 'ARM64'],
  ['linux', 'Linux'],
  ['darwin', 'macOS'],
  ['win32', 'Windows'],
]);

/** What the numbers were taken on, without what tells one machine of a kind from another. */
function describeMachine() {
  const cores = os.cpus().length;
  const arch = names.get(os.arch()) ?? os.arch();
  const system = names.get(os.platform()) ?? os.platform();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${cores} ${cores === 1 ? 'core' : 'cores'} of an ${arch} machine, ${memory} GiB, ${system}, Node ${process.versions.node}`;
}

/** What a figure is of, besides its machine: a version of Node makes more of a difference than most changes. */
function nodeMajor() {
  return `Node ${process.versions.node.split('.')[0]}`;
}

/** Runnable processes, averaged over the last minute. */
function load() {
  return /** @type {number} */ (os.loadavg()[0]).toFixed(1);
}

module.exports = { describeMachine, load, nodeMajor };
