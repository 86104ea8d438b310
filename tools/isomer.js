// @ts-check
/**
 * The command line, from a checkout: `npm run isomer -- <command>`. Builds first where nothing is built yet or a
 * source is newer, and says nothing about it unless it fails. An image that carries dist/ alone runs as it is.
 */
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const main = join(root, 'dist/apps/cli/src/main.js');
const sources = ['apps', 'libs', 'package-lock.json', 'nest-cli.json', 'tsconfig.json', '.swcrc'];

/** Latest change below a path, in milliseconds since 1970. @param {string} path @returns {number} */
function lastChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return path.endsWith('.spec.ts') ? 0 : stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => lastChange(join(path, name))));
}

function isBuilt() {
  if (!existsSync(join(root, 'apps'))) return true;
  const built = statSync(main, { throwIfNoEntry: false })?.mtimeMs;
  return built !== undefined && sources.every((name) => lastChange(join(root, name)) <= built);
}

function build() {
  const cli = require.resolve('@nestjs/cli/bin/nest.js', { paths: [root] });
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'build', 'platform'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}\nisomer: the build failed, see above\n`);
  process.exit(1);
}

if (!isBuilt()) build();
process.argv[1] = main;
require(main);
