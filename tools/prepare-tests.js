// @ts-check
/**
 * Before the tests: what they need beyond npm packages, and says what it found or installed. Where something
 * cannot be had it stops with the line that mends it; no test is left out in silence.
 */
const { execFileSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { delimiter, join } = require('node:path');
const { findChromium } = require('../test/setup/chromium.js');
const { findPython } = require('../test/setup/python.js');

/** @typedef {{ name: string, find: () => string | undefined, debian: string, mend: string }} Need */

/** @type {Need[]} */
const needs = [
  {
    name: 'redis-server',
    find: () => inPath('redis-server'),
    debian: 'redis-server',
    mend: 'sudo apt-get install redis-server, or brew install redis',
  },
  {
    name: 'Chromium',
    find: findChromium,
    debian: 'chromium',
    mend: 'sudo apt-get install chromium, or set CHROMIUM to where a Chromium or Chrome is',
  },
  {
    name: 'Python with redis and cryptography',
    find: findPython,
    debian: 'python3-redis python3-cryptography',
    mend: 'sudo apt-get install python3-redis python3-cryptography, or python3 -m pip install redis cryptography',
  },
];

for (const need of needs) {
  const found = need.find() ?? install(need);
  if (!found) {
    console.error(`The tests need ${need.name}: ${need.mend}`);
    process.exit(1);
  }
  console.log(`${need.name}: ${found}`);
}

/** @param {string} program */
function inPath(program) {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** On Debian and as root only: elsewhere it is not ours to change the machine. @param {Need} need */
function install({ name, find, debian }) {
  if (process.getuid?.() !== 0 || !inPath('apt-get')) return undefined;
  console.log(`${name}: not found, so installing Debian's ${debian}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...debian.split(' ')], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
  } catch {
    return undefined;
  }
  return find();
}
