// @ts-check
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const dist = join(__dirname, '../../dist');

/** A module of the compiled program, which is what the set-up and the topologies run. @param {string} file */
exports.requireBuilt = function requireBuilt(file) {
  const path = join(dist, file);
  if (!existsSync(path)) throw new Error(`${path} is missing: run \`npm run build\` first`);
  require('reflect-metadata');
  return require(path);
};

exports.main = join(dist, 'apps/platform/src/main.js');
