import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { EmbeddedPostgresError } from '../errors';

/** Who runs Postgres. Without ids: ourselves. Both are given to `spawn` as they are. */
export interface Account {
  uid?: number;
  gid?: number;
}

export const isRoot = () => process.getuid?.() === 0;

/** The number that owns what the account makes. 0 on Windows, where it means nothing. */
export const uidOf = (account: Account) => account.uid ?? process.getuid?.() ?? 0;

/**
 * Postgres refuses to run as root. Data that already belongs to an ordinary user stays that user's, so that
 * `sudo` once does not lock its owner out; anything else is `nobody`'s, for which no user need be created.
 */
export function accountFor(cluster: string): Account {
  if (!isRoot()) return {};
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  if (uid === undefined || gid === undefined) {
    throw new EmbeddedPostgresError(
      'NO_ACCOUNT',
      'Postgres does not run as root and this system has no user "nobody": run as an ordinary user, or set DATABASE_URL.',
    );
  }
  return { uid, gid };
}

function idOf(flag: '-u' | '-g'): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

/** Asks the system itself, as that account: modes, ACLs and mounts all have a say. */
export function canEnter(account: Account, folder: string): boolean {
  if (process.platform === 'win32') return true;
  if (account.uid === undefined) return mayEnter(folder);
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' })
      .status === 0
  );
}

function mayEnter(folder: string): boolean {
  try {
    accessSync(folder, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
