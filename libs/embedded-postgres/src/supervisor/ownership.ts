import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError, reasonOf, systemCode } from '../errors';
import { answers } from './control-address';

/** Who has, or had, a data folder. `socket` is where it answers; that alone tells whether it still has it. */
export interface Owner {
  pid: number;
  identity: string;
  socket: string;
}

const NAME = /^owner\.(\d+)$/;
const nameOf = (generation: number) => `owner.${generation}`;

function generations(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => (NAME.test(name) ? [Number(NAME.exec(name)![1])] : []));
}

const newest = (folder: string) => Math.max(0, ...generations(folder));

/** The newest owner on record, dead or alive. */
export function readOwner(folder: string): { generation: number; owner?: Owner } {
  for (let attempt = 0; attempt < 20; attempt++) {
    const generation = newest(folder);
    if (generation === 0) return { generation };
    try {
      const record = JSON.parse(
        readFileSync(join(folder, nameOf(generation)), 'utf8'),
      ) as Partial<Owner> | null;
      const usable =
        typeof record?.socket === 'string' && record.socket !== '' && typeof record.pid === 'number';
      return { generation, owner: usable ? (record as Owner) : undefined };
    } catch (error) {
      // A newer owner removed it between the two calls: look again. Anything else is a record nobody can use.
      if (systemCode(error) !== 'ENOENT') return { generation };
    }
  }
  return { generation: newest(folder) };
}

/**
 * Makes `owner` the one owner of the folder, or returns false because another is.
 *
 * Node has no file lock, and "is it stale? then delete and create" lets two winners through. So records are
 * numbered: a new owner links `owner.N+1` (which fails if it exists) after N has stopped answering, and then checks
 * that nothing newer appeared. The newest record is never deleted, so a latecomer that links an old number always
 * sees a newer one. The caller already listens on `owner.socket`, so a record without an answer means a dead owner.
 */
export async function takeOwnership(folder: string, owner: Owner): Promise<{ previous?: Owner } | false> {
  const last = readOwner(folder);
  if (last.owner && (await answers(last.owner.socket))) return false;
  const generation = last.generation + 1;
  if (!publish(folder, nameOf(generation), JSON.stringify(owner))) return false;
  if (newest(folder) !== generation) {
    rmSync(join(folder, nameOf(generation)), { force: true });
    return false;
  }
  for (const old of generations(folder))
    if (old < generation) rmSync(join(folder, nameOf(old)), { force: true });
  return { previous: last.owner };
}

/** Writes a file that appears whole or not at all, and only if its name is free. */
function publish(folder: string, name: string, content: string): boolean {
  const draft = join(folder, `.draft-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    linkSync(draft, join(folder, name));
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw new EmbeddedPostgresError(
      'DATA_FOLDER',
      `Cannot write in ${folder} (${reasonOf(error)}): choose a data folder on a local disk with free space that allows hard links.`,
    );
  } finally {
    rmSync(draft, { force: true });
  }
}
