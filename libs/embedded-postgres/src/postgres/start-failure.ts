import { statfsSync } from 'node:fs';
import { EmbeddedPostgresError } from '../errors';

/** A segment of the write-ahead log, in bytes: where there is no room for one Postgres does not run. */
const SEGMENT = 16 * 1024 * 1024;

/** Why Postgres did not start on a cluster, with what mends it. */
export function startFailure(reason: string, cluster: string): EmbeddedPostgresError {
  const mend =
    /No space left|quota exceeded/i.test(reason) || hasNoRoom(cluster)
      ? `the disk of ${cluster} is full; free some space there, 50 MB at least`
      : 'mend that, then start again';
  return new EmbeddedPostgresError('START', `Postgres did not start (${reason}): ${mend}.`);
}

/** On a full disk Postgres cannot write into its log, either, that it is full. */
function hasNoRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < SEGMENT;
  } catch {
    return false; // it is gone, which is another reason
  }
}
