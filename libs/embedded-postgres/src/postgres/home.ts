import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError, systemCode } from '../errors';
import type { SupervisorOptions } from '../options';
import { clusterFolder, folderHash } from '../paths';
import { type Account, accountFor, canEnter } from '../processes/account';
import { writeDurably } from '../durable-files';

/** Where the cluster is, and who runs it. */
export interface Home {
  folder: string;
  account: Account;
  /** To be called once the cluster is whole: from then on the data folder points to it. */
  settle(): void;
}

const POINTER = 'postgres-is-in';

/**
 * The data folder itself, unless we are root and `nobody` cannot get there (a 0700 home on the way). Then a folder
 * under /var/lib/isomer, named in the file `postgres-is-in`. It is never found by its path alone: deleting a data
 * folder means starting empty, and must not bring back what an older folder of that name held.
 */
export function findHome(
  { dataDir, stateDir = '/var/lib/isomer' }: SupervisorOptions,
  log: (line: string) => void,
): Home {
  const pointer = join(dataDir, POINTER);
  const elsewhere = readPointer(pointer);
  if (elsewhere !== undefined) {
    if (!existsSync(clusterFolder(elsewhere))) {
      throw new EmbeddedPostgresError(
        'DATA_FOLDER_MOVED',
        `${pointer} says the data is in ${elsewhere}, which is not there: bring that folder back, or delete ${pointer} to start empty.`,
      );
    }
    return { folder: elsewhere, account: accountFor(clusterFolder(elsewhere)), settle: () => {} };
  }

  const cluster = clusterFolder(dataDir);
  const account = accountFor(cluster);
  if (canEnter(account, dataDir)) return { folder: dataDir, account, settle: () => {} };
  if (existsSync(cluster)) {
    throw new EmbeddedPostgresError(
      'DATA_FOLDER_UNREACHABLE',
      `User ${account.uid}, who runs Postgres, can no longer enter ${dataDir}: allow it (chmod o+x) on that folder and those above.`,
    );
  }
  const folder = join(stateDir, `${folderHash(dataDir)}-${randomBytes(4).toString('hex')}`);
  log(`user ${account.uid}, who runs Postgres, cannot enter ${dataDir}; the data will be in ${folder}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const path of [stateDir, folder]) chmodSync(path, 0o755);
  writeDurably(join(folder, 'data-folder'), `${dataDir}\n`);
  return { folder, account, settle: () => writeDurably(pointer, `${folder}\n`) };
}

/** Whether a data folder holds a database, or says where it is. */
export function holdsDatabase(dataDir: string): boolean {
  return existsSync(clusterFolder(dataDir)) || existsSync(join(dataDir, POINTER));
}

function readPointer(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
