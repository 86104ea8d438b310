import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { until } from '@isomer/framework/testing';

const dist = join(__dirname, '../../../../dist');
const mains = { cli: join(dist, 'apps/cli/src/main.js'), platform: join(dist, 'apps/platform/src/main.js') };

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A built program that a test started, with all that it writes. */
export class Program {
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;

  /** @param inShell as npm runs it: in a shell that does not pass signals on, and whose pid is ours then */
  constructor(which: keyof typeof mains, args: string[], env: NodeJS.ProcessEnv, { inShell = false } = {}) {
    const { PATH, HOME, TMPDIR } = process.env;
    const command = [process.execPath, mains[which], ...args];
    const [file, ...rest] = inShell ? ['/bin/sh', '-c', '"$@"; exit $?', 'sh', ...command] : command;
    this.child = spawn(file!, rest, {
      env: { PATH, HOME, TMPDIR, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout!.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr!.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = new Promise((resolve) =>
      this.child.once('close', (code, signal) =>
        resolve({ code, signal, stdout: this.stdout, stderr: this.stderr }),
      ),
    );
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Waits until it has written something. @throws Error with what it wrote when it ends before that */
  async says(pattern: RegExp, withinMs = 60_000): Promise<RegExpExecArray> {
    let gone = false;
    void this.ended.then(() => (gone = true));
    const seen = await until(
      () => pattern.exec(this.stdout + this.stderr) ?? gone,
      `${String(pattern)} being said; said so far: ${this.stdout}${this.stderr}`,
      withinMs,
    );
    if (typeof seen === 'boolean')
      throw new Error(`It ended without saying ${String(pattern)}:\n${this.stdout}${this.stderr}`);
    return seen;
  }

  /** Sends a signal and waits for its end. */
  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** Runs a command to its end. */
export function isomer(args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Program('cli', args, env).ended;
}
