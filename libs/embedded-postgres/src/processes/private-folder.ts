import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgresError, systemCode } from '../errors';
import { fitsSocket, folderHash } from '../paths';
import { type Account, canEnter, uidOf } from './account';

/**
 * A folder for a socket whose own place is too long or closed: short, in the system's temporary folder, mode 0700,
 * the same for the same data folder. One that somebody else made first is not trusted.
 */
export function privateFolder(dataDir: string, account: Account, socketName: string): string {
  const name = `isomer-${folderHash(dataDir)}-${uidOf(account)}`;
  for (const base of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    const folder = join(base, name);
    if (fitsSocket(join(folder, socketName)) && make(folder, account) && canEnter(account, folder))
      return folder;
  }
  throw new EmbeddedPostgresError(
    'SOCKET_PATH',
    `No folder for a socket: ${dataDir} is too long or closed, and so is ${tmpdir()}; use a shorter data folder or set TMPDIR.`,
  );
}

function make(folder: string, account: Account): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    if (account.uid !== undefined) chownSync(folder, account.uid, account.gid!);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') return false;
  }
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== uidOf(account)) return false;
  chmodSync(folder, 0o700);
  return true;
}
