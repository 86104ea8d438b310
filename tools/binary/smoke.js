// @ts-check
/**
 * Starts the executable as somebody who was handed nothing else would: alone in an empty folder, with an empty
 * environment. It passes when the API document and Swagger UI are served and when it stops as asked, twice: with
 * nothing unpacked yet, and again on what the first start left.
 */
const { spawn } = require('node:child_process');
const {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} = require('node:fs');
const { createServer } = require('node:net');
const { tmpdir } = require('node:os');
const { basename, join } = require('node:path');

const START_SECONDS = 60;
const STOP_SECONDS = 20;
const built = join(__dirname, '../../dist/binary', process.platform === 'win32' ? 'isomer.exe' : 'isomer');

async function run() {
  if (!existsSync(built)) throw new Error('dist/binary/isomer is missing: run `npm run build:binary` first');
  const folder = mkdtempSync(join(tmpdir(), 'isomer-binary-'));
  try {
    // Under root, Postgres runs as another user, who must be able to come in.
    chmodSync(folder, 0o755);
    const executable = join(folder, basename(built));
    copyFileSync(built, executable);
    await startAndStop({ name: 'first start', folder, executable });
    await startAndStop({ name: 'second start', folder, executable });
    say('passed');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {{ name: string, folder: string, executable: string }} options */
async function startAndStop({ name, folder, executable }) {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(executable, [], {
    cwd: folder,
    env: { PORT: String(port), DATA_DIR: join(folder, 'data'), XDG_CACHE_HOME: join(folder, 'cache') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  try {
    await answers({ child, url: `http://127.0.0.1:${port}/openapi.json` });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    await checkPages(`http://127.0.0.1:${port}`);
    child.kill('SIGTERM');
    const end = await within(STOP_SECONDS, ended, 'it did not stop after SIGTERM');
    if (end !== 0 && end !== 'SIGTERM') throw new Error(`it ended with ${end} after SIGTERM`);
    await leavesNothingRunning(folder);
    say(`${name}: answered after ${seconds} s, Swagger UI served, stopped (${end}), nothing left running`);
  } catch (error) {
    throw new Error(`${name}: ${/** @type {Error} */ (error).message}\n--- its output ---\n${output}`);
  } finally {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
}

/** @param {string} origin */
async function checkPages(origin) {
  const document = /** @type {{ openapi: string }} */ (await (await get(`${origin}/openapi.json`)).json());
  if (!/^3\.1\./.test(document.openapi))
    throw new Error(`/openapi.json is of version ${document.openapi}, not 3.1`);
  const page = await (await get(`${origin}/docs`)).text();
  if (!page.includes('id="swagger-ui"')) throw new Error('/docs is not a page of Swagger UI');
  const assets = [...page.matchAll(/(?:src|href)="(?<path>[^"]+\.(?:js|css))"/g)].map(
    (match) => match.groups?.path ?? '',
  );
  if (!assets.some((path) => path.endsWith('swagger-ui-bundle.js')))
    throw new Error('/docs names no swagger-ui-bundle.js');
  for (const path of assets) {
    const size = (await (await get(new URL(path, `${origin}/docs`).href)).arrayBuffer()).byteLength;
    if (size === 0) throw new Error(`${path} is empty`);
  }
}

/** @param {string} url */
async function get(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}

/** @param {{ child: import('node:child_process').ChildProcess, url: string }} what */
async function answers({ child, url }) {
  const deadline = performance.now() + START_SECONDS * 1000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`it ended (${child.exitCode ?? child.signalCode}) before it answered`);
    if (
      await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer in ${START_SECONDS} s`);
}

/** The embedded database may take a moment to stop after its user. @param {string} folder */
async function leavesNothingRunning(folder) {
  const deadline = performance.now() + STOP_SECONDS * 1000;
  let left = processesOf(folder);
  while (left.length > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    left = processesOf(folder);
  }
  if (left.length > 0) throw new Error(`it left running:\n${left.join('\n')}`);
}

/** @param {string} folder @returns {string[]} command lines that name the folder; only Linux tells */
function processesOf(folder) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`;
      } catch {
        return ''; // it ended meanwhile
      }
    })
    .filter((line) => line.includes(folder));
}

/** @template T @param {number} seconds @param {Promise<T>} promise @param {string} message @returns {Promise<T>} */
function within(seconds, promise, message) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${message} in ${seconds} s`)), seconds * 1000);
    void promise.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(address.port));
    });
  });
}

/** @param {string} line */
const say = (line) => console.log(`binary smoke: ${line}`);

run().catch((error) => {
  console.error(`binary smoke: failed: ${error.message}`);
  process.exitCode = 1;
});
