import { type ChildProcess, spawn } from 'node:child_process';
import type { Account } from '../processes/account';
import { programSurroundings } from './program';

/**
 * Waits at the end of a pipe whose other end only the supervisor holds. A line means all is well; the end of the
 * pipe without one means that the supervisor died, however: then a fast shutdown, and an immediate one if that hangs.
 */
const SCRIPT = `
read -r word && [ "$word" = stopped ] && exit 0
kill -INT "$1" 2>/dev/null || exit 0
i=0
while [ $i -lt 600 ] && kill -0 "$1" 2>/dev/null; do sleep 0.1 || sleep 1; i=$((i+1)); done
kill -QUIT "$1" 2>/dev/null
exit 0
`;

const RESTARTS = 5;

/** Stops Postgres if this process is killed. None on Windows: there the next start does it. */
export class Watchdog {
  private child: ChildProcess | undefined;
  private restarts = 0;
  private done = false;

  constructor(
    private readonly pid: number,
    private readonly account: Account,
    private readonly cluster: string,
  ) {
    if (process.platform !== 'win32') this.start();
  }

  /** The server has stopped: its pid may soon be another's. */
  dismiss(): void {
    this.done = true;
    this.child?.stdin?.end('stopped\n');
  }

  private start(): void {
    // Runs as Postgres does, so that it can hurt nothing else; in its own session, so that no group signal hits it.
    // The folder is there for whoever reads the list of processes.
    const child = spawn(
      '/bin/sh',
      ['-c', SCRIPT, 'isomer-postgres-watchdog', String(this.pid), this.cluster],
      {
        ...programSurroundings(this.account),
        detached: true,
        stdio: ['pipe', 'ignore', 'ignore'],
      },
    );
    child.stdin.on('error', () => {}); // it was killed; the exit below replaces it
    child.on('error', () => {});
    child.once('exit', () => {
      if (!this.done && this.restarts++ < RESTARTS) this.start();
    });
    this.child = child;
  }
}
