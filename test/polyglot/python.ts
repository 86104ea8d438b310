import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { contractSnapshot, newServiceKeys, readServiceKeys } from '@isomer/framework';
import { WeatherApi } from './contracts';

const { findPython } = jest.requireActual<{ findPython: () => string | undefined }>('../setup/python.js');
const contexts = ['weather', 'places'];
const program = join(__dirname, 'weather.py');
const run = promisify(execFile);

/** How a call of the Python side ended. */
export type Outcome = { ok: unknown } | { error: { code: string; details: unknown; mayHaveRun: boolean } };

/** What `isomer keys make` writes, and besides the keys of a stranger whom nobody trusts, who says that he is weather. */
export async function makeKeys() {
  const folder = await mkdtemp(join(tmpdir(), 'polyglot-'));
  const [weather, places, edge, stranger] = [
    newServiceKeys(),
    newServiceKeys(),
    newServiceKeys(),
    newServiceKeys(),
  ];
  const trusted = JSON.stringify({
    services: {
      weather: { serves: ['weather'], system: true, keys: weather.public },
      places: { serves: ['places'], system: true, keys: places.public },
      edge: { serves: [], keys: edge.public },
    },
  });
  const own = (service: string, keys: typeof weather) => JSON.stringify({ service, keys: keys.private });
  const files = {
    'service-keys.json': trusted,
    'weather.key.json': own('weather', weather),
    'edge.key.json': own('edge', edge),
    'stranger.key.json': own('weather', stranger),
    'weather.contract.json': JSON.stringify(contractSnapshot(WeatherApi)),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return {
    folder,
    keysOf: (service: 'places' | 'edge') =>
      readServiceKeys(own(service, { places, edge }[service]), trusted, contexts),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The interpreter. @throws Error with what mends it */
function python(): string {
  const found = findPython();
  if (!found)
    throw new Error(
      'The tests need Python with redis and cryptography: sudo apt-get install python3-redis python3-cryptography',
    );
  return found;
}

/** The Python service, until it is stopped. */
export function servePython(url: string, folder: string, options: { key?: string } = {}) {
  const args = [program, 'serve', url, folder, JSON.stringify(options)];
  const child: ChildProcess = spawn(python(), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const end = (signal: NodeJS.Signals) => (child.kill(signal), ended);
  return { output: () => output, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

/** One call of another context by the Python side. `key` and `tokenOf` are files of keys. */
export async function callFromPython(
  url: string,
  folder: string,
  options: Record<string, unknown>,
): Promise<Outcome> {
  const args = [program, 'call', url, folder, JSON.stringify(options)];
  const { stdout } = await run(python(), args, { timeout: 20_000 });
  return JSON.parse(stdout) as Outcome;
}

/** Runs a script beside isomer.py and gives what it prints. */
export async function inPython(script: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(python(), ['-c', script, ...args], { cwd: __dirname, timeout: 20_000 });
  return stdout.trim();
}
