import { rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedPostgresError, reasonOf } from '../errors';
import type { SupervisorOptions } from '../options';
import { supervisorFolder } from '../paths';
import { Database } from '../postgres/database';
import { processIdentity } from '../processes/process-identity';
import type { LaunchReport } from '../protocol';
import { waitUntil } from '../wait';
import { removeDeadSockets } from './control-address';
import { ControlServer } from './control-server';
import { drainOnSignal } from './drain-on-signal';
import { type Owner, takeOwnership } from './ownership';

/** A predecessor that is stopping may be writing its last checkpoint. */
const PREDECESSOR_MS = 120_000;

/** The whole life of a supervisor: own the folder, run Postgres while anyone uses it, stop it, return. */
export async function supervise(
  options: SupervisorOptions,
  report: (report: LaunchReport) => void,
): Promise<void> {
  const folder = supervisorFolder(options.dataDir);
  const control = await ControlServer.listen(options.dataDir, options.graceMs);
  const self: Owner = {
    pid: process.pid,
    identity: processIdentity(process.pid) ?? '',
    socket: control.address,
  };
  const claim = await takeOwnership(folder, self);
  if (!claim) {
    control.close();
    return report({ type: 'lost' });
  }
  report({ type: 'owner' });
  drainOnSignal(control);

  const database = new Database(options, {
    log: (line) => control.log(line),
    up: (connection) => control.announce({ type: 'ready', connection, supervisorPid: process.pid }),
    restarting: () => control.announce(undefined),
    down: (error) => control.announce(failure(error)),
  });
  try {
    await removeDeadSockets(folder);
    await predecessorGone(claim.previous);
    await database.start();
    await control.users.whenUnwanted();
  } catch (error) {
    control.note(reasonOf(error));
    control.announce(failure(error));
    control.users.stopAfterFirst();
    await control.users.whenUnwanted();
  }
  // The door closes first: who knocks from here on starts a successor, which waits for us to be gone.
  control.close();
  await database.stop();
  removeIfPrivate(control.address, options.dataDir);
}

async function predecessorGone(previous: Owner | undefined): Promise<void> {
  if (!previous) return;
  const gone = () => processIdentity(previous.pid) !== previous.identity;
  if (!(await waitUntil(gone, { limitMs: PREDECESSOR_MS }))) {
    throw new EmbeddedPostgresError(
      'START',
      `The previous supervisor (process ${previous.pid}) is still stopping the database: end it, then start again.`,
    );
  }
  rmSync(previous.socket, { force: true });
}

function failure(error: unknown) {
  const code = error instanceof EmbeddedPostgresError ? error.code : 'START';
  return { type: 'failed', code, message: reasonOf(error) } as const;
}

function removeIfPrivate(address: string, dataDir: string): void {
  if (process.platform === 'win32' || dirname(address) === supervisorFolder(dataDir)) return;
  try {
    rmdirSync(dirname(address));
  } catch {
    // in use by a successor, or gone
  }
}
