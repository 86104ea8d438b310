import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, until } from '@isomer/framework/testing';

export const main = join(__dirname, '../../../dist/apps/platform/src/main.js');

export interface Program {
  child: ChildProcess;
  url: string;
  output(): string;
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
}

/** Started and not known to have ended: a test that fails must not leave them. */
const started = new Map<ChildProcess, () => void>();

/**
 * Starts the compiled platform with nothing in its environment but what is given.
 * @param inShell as npm does: in a shell that passes no signal on. It leads a group, and is the child.
 */
export async function startProgram(env: NodeJS.ProcessEnv, { inShell = false } = {}): Promise<Program> {
  const port = env.PORT ?? String(await freePort());
  const command = [process.execPath, main];
  const [file, ...args] = inShell ? ['/bin/sh', '-c', '"$@"; exit $?', 'sh', ...command] : command;
  const child = spawn(file!, args, {
    detached: inShell,
    env: { PATH: process.env.PATH, PORT: port, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.set(child, () => void (inShell ? process.kill(-child.pid!, 'SIGKILL') : child.kill('SIGKILL')));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    // When all that writes to its output has ended.
    child.once('close', (code, signal) => {
      started.delete(child);
      resolve(code ?? signal!);
    }),
  );
  return { child, url: `http://127.0.0.1:${port}`, output: () => output, ended };
}

export async function running(program: Program): Promise<Program> {
  await until(async () => {
    if (program.child.exitCode !== null) throw new Error(program.output());
    return (
      program.output().includes('Press Ctrl-C to stop') && (await fetch(`${program.url}/health/ready`)).ok
    );
  }, 'The platform running');
  return program;
}

/** Runs `work` with a new folder, which is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'isomer-program-'));
  // For root the database runs as nobody, who must get in.
  await chmod(folder, 0o711);
  try {
    return await work(folder);
  } finally {
    for (const kill of started.values()) kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
