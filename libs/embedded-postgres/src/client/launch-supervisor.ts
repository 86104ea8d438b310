import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError, reasonOf } from '../errors';
import type { SupervisorOptions } from '../options';
import { supervisorFolder } from '../paths';
import { cleanEnvironment } from '../processes/clean-environment';
import type { LaunchReport } from '../protocol';
import { SUPERVISOR_VARIABLE } from '../supervisor/run-supervisor';
import { supervisorArguments } from '../supervisor/supervisor-command';

const LARGEST_LOG = 1024 * 1024;

/**
 * Starts a supervisor that outlives us. Resolves when it owns the folder or found that another does, with its pid.
 * Its errors are thrown here.
 */
export async function launchSupervisor(options: SupervisorOptions): Promise<number> {
  const log = join(supervisorFolder(options.dataDir), 'supervisor.log');
  const errors = openLog(log);
  const start = statSync(log).size;
  const child = spawn(process.execPath, [...supervisorArguments(), options.dataDir], {
    // The folder is an argument only so that a list of processes shows whose supervisor it is.
    cwd: '/',
    detached: true, // its own session: Ctrl-C and a closing terminal are not for it
    windowsHide: true,
    env: cleanEnvironment({ [SUPERVISOR_VARIABLE]: JSON.stringify(options) }),
    stdio: ['ignore', 'pipe', errors],
  });
  closeSync(errors);
  try {
    const report = await reportOf(child);
    if (report.type === 'failed') throw new EmbeddedPostgresError(report.code, report.message);
    return child.pid!;
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    const said = readFileSync(log, 'utf8').slice(start).trim().split('\n').at(-1);
    throw new EmbeddedPostgresError(
      'SUPERVISOR',
      `The database's supervisor did not start (${reasonOf(error)}${said ? `: ${said}` : ''}); see ${log}.`,
    );
  } finally {
    child.stdout?.destroy();
    child.unref();
  }
}

function openLog(path: string): number {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_LOG) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

function reportOf(child: ReturnType<typeof spawn>): Promise<LaunchReport> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      setImmediate(() => reject(new Error(`it ended with ${signal ?? code}`))),
    );
    child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(JSON.parse(text.slice(0, end)) as LaunchReport);
    });
  });
}
