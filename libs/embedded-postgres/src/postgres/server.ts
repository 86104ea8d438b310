import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { programPath, type Programs, programSurroundings, runProgram } from './program';
import { fixedSettings } from './settings';
import type { Address } from './socket-folder';
import { Watchdog } from './watchdog';

const SHUTDOWNS = [
  ['SIGINT', 60_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 5_000],
] as const;
const LARGEST_LOG = 10 * 1024 * 1024;

/** One run of the postmaster, from spawn to exit. */
export class Server {
  readonly exited: Promise<void>;
  running = true;
  private readonly child: ChildProcess;
  private readonly logStart: number;
  private spawnError: Error | undefined;

  constructor(
    private readonly programs: Programs,
    readonly cluster: string,
    address: Address,
    private readonly logFile: string,
  ) {
    const log = openLog(logFile);
    this.logStart = statSync(logFile).size;
    this.child = spawn(programPath(programs.folder, 'postgres'), ['-D', cluster, ...fixedSettings(address)], {
      ...programSurroundings(programs.account),
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    const watchdog =
      this.child.pid === undefined ? undefined : new Watchdog(this.child.pid, programs.account, cluster);
    this.exited = new Promise((resolve) => {
      const end = () => {
        this.running = false;
        watchdog?.dismiss();
        resolve();
      };
      this.child.once('exit', end);
      this.child.once('error', (error) => {
        this.spawnError = error;
        end();
      });
    });
  }

  /** Fast shutdown; if that hangs, immediate; at last by force. Needs nothing of the data folder: it may be gone. */
  async stop(): Promise<void> {
    if (process.platform === 'win32' && this.running) {
      await runProgram(this.programs, 'pg_ctl', ['stop', '-D', this.cluster, '-m', 'fast']);
    }
    for (const [signal, limitMs] of SHUTDOWNS) {
      if (!this.running) return;
      if (process.platform !== 'win32' || signal === 'SIGKILL') this.child.kill(signal);
      await Promise.race([this.exited, delay(limitMs, undefined, { ref: false })]);
    }
  }

  /** Why it ended: the last grave line of its log in this run. */
  reason(): string {
    if (this.spawnError) return this.spawnError.message;
    const lines = readFileSync(this.logFile).subarray(this.logStart).toString('utf8').trim().split('\n');
    const last = lines.findLastIndex((line) => /(FATAL|PANIC|ERROR): /.test(line));
    // Of a mistake in a setting, only the line before says which.
    const first = /contains errors/.test(lines[last] ?? '') ? Math.max(0, last - 1) : last;
    const told = last < 0 ? lines.slice(-1) : lines.slice(first, last + 1);
    return (
      told.map((line) => line.replace(/^.*?(LOG|FATAL|PANIC|ERROR): +/, '')).join('; ') ||
      `exit code ${this.child.exitCode ?? this.child.signalCode}`
    );
  }
}

function openLog(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_LOG) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}
