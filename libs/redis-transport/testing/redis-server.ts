import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_TIMEOUT_MS = 10_000;

export interface RedisServerOptions {
  /** Further arguments of redis-server, such as `--maxmemory-policy allkeys-lru`. */
  args?: string[];
  /** Text of a configuration file, which a Sentinel must have and writes to. */
  config?: string;
}

/** A redis-server process of a test's own, on a unix socket in a folder of its own: no port can be taken. */
export interface TestRedis {
  url: string;
  readonly folder: string;
  readonly pid: number | undefined;
  /** Kills it as a crash would, and resolves when it is gone. What it held is lost, unless `args` have it keep a file. */
  kill(): Promise<void>;
  /** Starts it again at the same address and in the same folder. */
  start(): Promise<void>;
  /** Freezes it, as a stalled machine would. */
  pause(): void;
  resume(): void;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

export async function startRedis({ args = [], config }: RedisServerOptions = {}): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const socket = join(folder, 's');
  const file = join(folder, 'redis.conf');
  if (config !== undefined) await writeFile(file, config);
  let child: ChildProcess | undefined;

  const start = async () => {
    const fixed = [
      '--port',
      '0',
      '--unixsocket',
      socket,
      '--dir',
      folder,
      '--save',
      '',
      '--appendonly',
      'no',
    ];
    child = spawn('redis-server', [...(config === undefined ? [] : [file]), ...fixed, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await answering(child, socket);
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    const victim = child;
    child = undefined;
    if (!victim || victim.exitCode !== null || victim.signalCode !== null) return;
    const gone = new Promise((resolve) => victim.once('exit', resolve));
    victim.kill(signal);
    await gone;
  };

  await start();
  return {
    url: `unix://${socket}`,
    folder,
    get pid() {
      return child?.pid;
    },
    start,
    kill: () => kill(),
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    stop: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answering(child: ChildProcess, socket: string): Promise<void> {
  let output = '';
  let exited = false;
  child.stdout?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2_000)));
  child.stderr?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2_000)));
  child.once('exit', () => (exited = true));
  child.once('error', (error) => {
    exited = true;
    output += String(error);
  });
  for (const limit = Date.now() + START_TIMEOUT_MS; Date.now() < limit && !exited;) {
    if (await pings(socket)) return;
  }
  child.kill('SIGKILL');
  throw new Error(`redis-server did not start:\n${output}`);
}

function pings(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket, () => connection.write('PING\r\n'));
    const end = (answer: boolean) => {
      connection.destroy();
      setTimeout(() => resolve(answer), answer ? 0 : 10);
    };
    // A password is asked for, or data are loaded, and still it answers.
    connection.once('data', (data) => end(/^(\+PONG|-NOAUTH|-LOADING)/.test(data.toString())));
    connection.once('error', () => end(false));
  });
}
