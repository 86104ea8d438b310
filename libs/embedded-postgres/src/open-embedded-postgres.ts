import { setTimeout as delay } from 'node:timers/promises';
import { prepareDataFolder } from './client/data-folder';
import { EmbeddedPostgres } from './client/embedded-postgres';
import { joinSupervisor } from './client/join-supervisor';
import { launchSupervisor } from './client/launch-supervisor';
import { EmbeddedPostgresError } from './errors';
import type { OpenOptions, SupervisorOptions } from './options';
import { supervisorFolder } from './paths';
import { readOwner } from './supervisor/ownership';

const ATTEMPTS = 40;
const GRACE_MS = 500;

/**
 * Opens the Postgres that lives in a folder: joins the one that runs there, or starts it. Any number of processes
 * may do so; it stops when the last of them has closed it or died.
 * @throws EmbeddedPostgresError
 */
export async function openEmbeddedPostgres(options: OpenOptions): Promise<EmbeddedPostgres> {
  const { log = () => {} } = options;
  const dataDir = prepareDataFolder(options.dataDir);
  const settings: SupervisorOptions = {
    dataDir,
    graceMs: options.graceMs ?? GRACE_MS,
    binariesDir: options.binariesDir,
    cacheDir: options.cacheDir,
    stateDir: options.stateDir,
    resolveFrom: __filename,
  };
  let launched = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { owner } = readOwner(supervisorFolder(dataDir));
    const joined = owner && (await joinSupervisor(owner.socket, log));
    if (joined) {
      const { connection, supervisorPid } = joined.ready;
      return new EmbeddedPostgres(joined.socket, connection, supervisorPid, supervisorPid === launched);
    }
    // A supervisor we started that already ended again is not started in a tight loop.
    if (attempt > 1) await delay(25 * attempt);
    launched = await launchSupervisor(settings);
  }
  throw new EmbeddedPostgresError(
    'SUPERVISOR',
    `The database in ${dataDir} keeps stopping while it starts: see ${supervisorFolder(dataDir)}/supervisor.log.`,
  );
}
