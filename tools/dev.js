// @ts-check
/**
 * `npm run dev`: the platform, started again with every change of a source. Only the changed file is compiled,
 * and the embedded database stays up in between, so that a reload takes about a second.
 */
const { fork } = require('node:child_process');
const { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join, relative, resolve } = require('node:path');
const { transformFileSync } = require('@swc/core');
const { build } = require('./build.js');

const root = join(__dirname, '..');
const dist = join(root, 'dist');
const { paths } = require(join(root, 'tsconfig.json')).compilerOptions;
const waiting = 'Waiting for the next change.';
/** Those whose end we asked for. @type {Set<import('node:child_process').ChildProcess>} */
const stopped = new Set();
const swcrc = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));

buildAll();
void keepDatabase();
let spare = prepare();
let platform = start();
let reloading = false;
/** @type {Set<string>} */
const changed = new Set();

/** When each source was changed last. Looked up rather than watched: on Linux Node loses files that editors replace. */
let known = sources();
setInterval(() => {
  const now = sources();
  for (const [file, changedAt] of now) if (known.get(file) !== changedAt) changed.add(file);
  for (const file of known.keys()) if (!now.has(file)) changed.add(file);
  known = now;
  if (changed.size > 0) void reload();
}, 250);

/** @returns {Map<string, number>} milliseconds since 1970 by path */
function sources() {
  /** @type {Map<string, number>} */ const found = new Map();
  for (const folder of ['apps', 'libs']) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || entry.name.endsWith('.spec.ts')) continue;
      const path = join(entry.parentPath, entry.name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat) found.set(relative(root, path), stat.mtimeMs);
    }
  }
  return found;
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    spare.kill('SIGKILL');
    stopped.add(platform);
    platform.once('exit', () => process.exit(0));
    platform.kill('SIGTERM');
    if (platform.exitCode !== null) process.exit(0);
  });
}

async function reload() {
  if (reloading) return;
  reloading = true;
  await reloadChanged();
  reloading = false;
}

async function reloadChanged() {
  const began = performance.now();
  const files = [...changed];
  changed.clear();
  try {
    for (const file of files) compile(file);
  } catch (error) {
    console.error(`${whatIsWrong(error)}\n${waiting}`);
    return;
  }
  await stop();
  platform = start();
  platform.stdout?.once('data', () =>
    console.log(`Reloaded after ${files.join(', ')}: ${Math.round(performance.now() - began)} ms`),
  );
}

/** What the compiler says about the source, without what it says about itself. @param {unknown} error */
const whatIsWrong = (error) => /** @type {Error} */ (error).message.split(/\n+Caused by:/)[0];

/** @param {string} file */
function compile(file) {
  const output = join(dist, file.replace(/\.tsx?$/, '.js'));
  if (!statSync(join(root, file), { throwIfNoEntry: false })) return rmSync(output, { force: true });
  const { code, map } = transformFileSync(join(root, file), {
    ...swcrc,
    swcrc: false,
    exclude: undefined,
    jsc: { ...swcrc.jsc, baseUrl: root, paths },
  });
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, `${code}\n//# sourceMappingURL=${output.split('/').at(-1)}.map\n`);
  if (map) writeFileSync(`${output}.map`, map);
}

/** A process that has loaded all packages and waits to be told to begin. */
function prepare() {
  const child = fork(join(root, 'tools/dev-program.js'), [], {
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // They write to us, and we to the terminal.
    env: { ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...process.env },
  });
  child.stdout?.pipe(process.stdout);
  return child;
}

function start() {
  const child = spare;
  child.once('exit', (code, signal) => {
    if (!stopped.has(child)) console.error(`The platform ended with ${signal ?? `code ${code}`}. ${waiting}`);
  });
  child.send('begin');
  spare = prepare();
  return child;
}

/** @returns {Promise<void>} */
function stop() {
  return new Promise((gone) => {
    if (platform.exitCode !== null || platform.signalCode !== null) return gone();
    platform.once('exit', () => gone());
    stopped.add(platform);
    platform.kill('SIGTERM');
  });
}

function buildAll() {
  try {
    process.stdout.write(build());
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exit(1);
  }
}

async function keepDatabase() {
  if (process.env.DATABASE_URL) return;
  const { openEmbeddedPostgres } = require(join(dist, 'libs/embedded-postgres/src/index.js'));
  await openEmbeddedPostgres({ dataDir: resolve(process.env.DATA_DIR ?? 'data', 'postgres') });
}
