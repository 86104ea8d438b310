import { readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EmbeddedPostgresError } from '../errors';
import { commandLine, workingFolder } from '../processes/command-line';
import { exists } from '../processes/process-identity';
import { waitUntil } from '../wait';
import { writeDurably } from '../durable-files';
import { MARK } from './settings';

const FAST_MS = 60_000;
const IMMEDIATE_MS = 10_000;
/** No system gives a process this number. */
const NOBODYS_PID = 2147483646;

type Postmaster = { pid: number; ours: boolean };

/** The server that runs on a cluster right now, if any: the pid in its file, believed only if that process is one. */
export function runningPostmaster(cluster: string): Postmaster | undefined {
  const pid = Number.parseInt(readPidFile(cluster) ?? '', 10);
  if (!(pid > 0)) return undefined;
  if (process.platform === 'win32') return exists(pid) ? { pid, ours: true } : undefined;
  const words = commandLine(pid);
  if (!words || !basename(words[0]!).startsWith('postgres')) return undefined;
  if (!words.includes(cluster) && workingFolder(pid) !== cluster) return undefined;
  return { pid, ours: words.includes(MARK) };
}

/**
 * Called by the owner of the folder before it starts a server. A server that still runs there lost its supervisor
 * and is being stopped by its watchdog, or has to be by us. One started by somebody else is left alone.
 */
export async function noPostmaster(cluster: string, log: (line: string) => void): Promise<void> {
  const found = runningPostmaster(cluster);
  if (found && !found.ours) {
    throw new EmbeddedPostgresError(
      'FOREIGN_SERVER',
      `A Postgres that we did not start runs on ${cluster} (process ${found.pid}): stop it, or use it by DATABASE_URL.`,
    );
  }
  if (found) {
    log(`a database without a supervisor (process ${found.pid}) is being stopped`);
    await stopPostmaster(cluster, found.pid);
  }
  disownPidFile(cluster);
}

/** Fast, then immediate shutdown: the second loses nothing that was committed, it only costs a recovery. */
export async function stopPostmaster(cluster: string, pid: number): Promise<void> {
  for (const [signal, limitMs] of [
    ['SIGINT', FAST_MS],
    ['SIGQUIT', IMMEDIATE_MS],
  ] as const) {
    const running = runningPostmaster(cluster);
    if (running?.pid !== pid) return;
    process.kill(pid, signal);
    if (await waitUntil(() => runningPostmaster(cluster)?.pid !== pid, { limitMs, stepMs: 20 })) return;
  }
  throw new EmbeddedPostgresError(
    'START',
    `Postgres process ${pid} on ${cluster} does not stop: end it, then start again.`,
  );
}

/**
 * After a power cut the file may name a pid that some other live process now has, and Postgres would refuse to start.
 * The pid is replaced, not the file removed: its last line lets Postgres check for orphans on the shared memory.
 * A file that lost its content has nothing to say.
 */
function disownPidFile(cluster: string): void {
  const content = readPidFile(cluster);
  if (content === undefined) return;
  const file = join(cluster, 'postmaster.pid');
  const [pid, ...rest] = content.split('\n');
  if (!/^-?\d+$/.test(pid ?? '')) return rmSync(file, { force: true });
  const { uid, gid } = statSync(file);
  writeDurably(file, [NOBODYS_PID, ...rest].join('\n'), { uid, gid });
}

function readPidFile(cluster: string): string | undefined {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8');
  } catch {
    return undefined;
  }
}
