import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from '../errors';

/**
 * If the system refused something in `folder` because it, or what is in it, is another user's: whose, and what mends
 * that. It follows on a colon.
 */
export function foreignOwner(error: unknown, folder: string): string | undefined {
  const code = systemCode(error);
  if (!process.geteuid || (code !== 'EACCES' && code !== 'EPERM')) return undefined;
  let refused = (error as NodeJS.ErrnoException).path ?? folder;
  while (!existsSync(refused)) refused = dirname(refused);
  const { uid } = statSync(refused);
  if (uid === process.geteuid()) return undefined;
  const owner = uid === 0 ? 'root' : `user ${uid}`;
  return `${refused} belongs to ${owner}; run as ${owner}, choose another data folder, or make it yours: sudo chown -R ${process.geteuid()} ${folder}`;
}
