import { accessSync, constants, existsSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresError, reasonOf, systemCode } from '../errors';
import { supervisorFolder } from '../paths';
import { foreignOwner } from '../processes/foreign-folder';

/** Makes the folder if need be and returns its one real path, by which every process names it. */
export function prepareDataFolder(dataDir: string): string {
  const wanted = resolve(dataDir);
  try {
    makeFolder(wanted);
    const real = realpathSync(wanted);
    mkdirSync(supervisorFolder(real), { recursive: true, mode: 0o700 });
    accessSync(supervisorFolder(real), constants.R_OK | constants.W_OK | constants.X_OK);
    // Root, who may use everybody's folder, leaves files of its own.
    for (const name of readdirSync(supervisorFolder(real)))
      if (name.endsWith('.log')) accessSync(join(supervisorFolder(real), name), constants.W_OK);
    return real;
  } catch (error) {
    const who = process.getuid ? `user ${process.getuid()}` : 'this user';
    const mend =
      foreignOwner(error, wanted) ?? mends[systemCode(error) ?? ''] ?? 'choose another data folder';
    throw new EmbeddedPostgresError(
      'DATA_FOLDER',
      `The data folder ${wanted} cannot be used by ${who} (${reasonOf(error)}): ${mend}.`,
      { cause: error },
    );
  }
}

/** Not Node's recursive one, which never ends below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o755 });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
}

const mends: Record<string, string> = {
  EACCES: 'run as its owner, change its owner, or choose another data folder',
  EROFS: 'it is mounted read-only; choose another data folder',
  ENOSPC: 'the disk is full; free some space',
  ENOTDIR: 'a file is in the way; choose another data folder',
  EEXIST: 'a file is in the way; choose another data folder',
};
