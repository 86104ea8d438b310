// @ts-check
const { createHash } = require('node:crypto');
const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

/** SHA-256 over the names and texts of the compiled program: the same in each clone of a commit. @param {string} dist */
exports.buildDigest = function buildDigest(dist) {
  const hash = createHash('sha256');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  for (const name of files.sort())
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(dist, name)))
      .update('\0');
  return hash.digest('hex');
};
