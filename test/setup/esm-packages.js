// @ts-check
const { existsSync, readdirSync, readFileSync, statSync, mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '../../node_modules');
const cache = join(root, '.cache/esm-packages.json');

/** Names of the installed packages whose own files are ES modules, found once per install. */
exports.esmPackages = function esmPackages() {
  const lock = join(root, '.package-lock.json');
  const stamp = existsSync(lock) ? statSync(lock).mtimeMs : 0;
  try {
    const known = JSON.parse(readFileSync(cache, 'utf8'));
    if (known.stamp === stamp) return known.names;
  } catch {
    // no cache yet
  }
  const names = [...new Set(scan(root))].sort();
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(cache, JSON.stringify({ stamp, names }));
  return names;
};

/** @param {string} folder @returns {Generator<string>} */
function* scan(folder, scope = '') {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || !entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    if (entry.name.startsWith('@') && !scope) {
      yield* scan(path, `${entry.name}/`);
      continue;
    }
    try {
      if (JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')).type === 'module') {
        yield scope + entry.name;
      }
    } catch {
      // not a package
    }
    if (existsSync(join(path, 'node_modules'))) yield* scan(join(path, 'node_modules'));
  }
}
