// @ts-check
/**
 * Packs libs/redis-transport as npm would publish it: `npm run pack:transport -- <folder>` compiles it to CommonJS
 * with types, and leaves the tarball in the folder. Its path is the last line of the output.
 */
const { execFileSync } = require('node:child_process');
const { cpSync, mkdirSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const root = join(__dirname, '..');
const library = join(root, 'libs/redis-transport');

/** @param {string} folder */
function pack(folder) {
  mkdirSync(folder, { recursive: true });
  const stage = mkdtempSync(join(tmpdir(), 'pack-transport-'));
  try {
    const project = ['-p', join(library, 'tsconfig.pack.json'), '--outDir', join(stage, 'dist')];
    run(process.execPath, [require.resolve('typescript/bin/tsc'), ...project], root);
    for (const name of ['package.json', 'README.md', 'PROTOCOL.md', 'SEAL.md'])
      cpSync(join(library, name), join(stage, name));
    cpSync(join(root, 'LICENSE'), join(stage, 'LICENSE'));
    const options = ['--json', '--ignore-scripts', '--pack-destination', folder];
    const [packed] = Object.values(JSON.parse(run('npm', ['pack', ...options], stage)));
    return join(folder, packed.filename);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** What it prints on its output. @param {string} program @param {string[]} args @param {string} cwd */
function run(program, args, cwd) {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = /** @type {{ stdout: string, stderr: string }} */ (error);
    throw new Error(`${[program, ...args].join(' ')}\n${stdout}${stderr}`);
  }
}

const folder = process.argv[2];
if (!folder) {
  console.error('Say where to put the package: npm run pack:transport -- <folder>');
  process.exit(2);
}
try {
  console.log(pack(resolve(folder)));
} catch (error) {
  console.error(`pack: ${/** @type {Error} */ (error).message}`);
  process.exit(1);
}
