// @ts-check
const { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const root = join(__dirname, '../../..');

/** Does something with a copy of the build in which a mutant is planted. @template T @param {import('./index.js').Mutant} mutant @param {(dist: string) => Promise<T>} work */
async function withMutant(mutant, work) {
  const folder = mkdtempSync(join(tmpdir(), 'certify-mutant-'));
  try {
    const dist = join(folder, 'dist');
    cpSync(join(root, 'dist'), dist, { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    plant(mutant, dist);
    return await work(dist);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {import('./index.js').Mutant} mutant @param {string} dist */
function plant(mutant, dist) {
  assertFits(mutant, dist);
  for (const { file, find, replace } of mutant.edits) {
    const path = join(dist, file);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(find, () => replace),
    );
  }
}

/**
 * @param {import('./index.js').Mutant} mutant @param {string} dist
 * @throws Error where the build is no longer as the mutant expects
 */
function assertFits({ name, edits }, dist) {
  for (const { file, find } of edits) {
    const times = readFileSync(join(dist, file), 'utf8').split(find).length - 1;
    if (times !== 1)
      throw new Error(
        `The mutant '${name}' must be written anew (tools/certify/mutants): it replaces what is once in dist/${file}, but is there ${times} times:\n${find}`,
      );
  }
}

module.exports = { assertFits, plant, withMutant };
