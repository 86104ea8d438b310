import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { cp } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError, reasonOf } from '../errors';
import { folderHash } from '../paths';
import { isRoot } from '../processes/account';
import { linkLibraries } from './library-links';

/** The binaries copied, once per version, to a place where any account may run them. Returns the folder. */
export async function cachedCopy(
  source: { folder: string; version: string },
  cacheDir: string | undefined,
  log: (line: string) => void,
): Promise<string> {
  const name = `postgres-${source.version}-${process.platform}-${process.arch}-${folderHash(source.folder)}`;
  const refusals: string[] = [];
  for (const cache of cacheDir ? [cacheDir] : cacheFolders()) {
    const target = join(cache, name, 'native');
    try {
      if (!existsSync(target)) {
        log(`the Postgres binaries in ${source.folder} cannot be used in place; copying them to ${target}`);
        await copy(source.folder, target);
      }
      if (isTrusted(target)) return target;
      refusals.push(`${target} belongs to another user`);
    } catch (error) {
      refusals.push(reasonOf(error));
    }
  }
  throw new EmbeddedPostgresError(
    'BINARIES',
    `The Postgres binaries cannot be copied to a cache folder (${refusals.join('; ')}): free space there, or set DATABASE_URL.`,
  );
}

function cacheFolders(): string[] {
  const shared = join(tmpdir(), `isomer-cache-${process.getuid?.() ?? 0}`);
  if (isRoot()) return ['/var/cache/isomer', shared];
  return [join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'isomer'), shared];
}

/** Appears whole or not at all: two processes may copy at once, and one may be killed. */
async function copy(from: string, target: string): Promise<void> {
  const parent = dirname(target);
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  const draft = mkdtempSync(join(parent, 'draft-'));
  try {
    // Static libraries are for compiling against Postgres: 2 MB nobody needs here.
    await cp(from, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    });
    openToAll(draft); // first: a copy of a folder that may not be written may not be written either
    linkLibraries(draft);
    openParents(parent);
    renameSync(draft, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** An install under a strict umask is closed to `nobody`, and so is its copy. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o111) !== 0 ? 0o755 : 0o644);
  }
}

function openParents(folder: string): void {
  for (const path of [folder, dirname(folder)])
    if (lstatSync(path).uid === process.getuid?.()) chmodSync(path, 0o755);
}

/** Programs that somebody else could replace are not run. */
function isTrusted(target: string): boolean {
  const uid = process.getuid?.() ?? 0;
  return [target, dirname(target), dirname(dirname(target))].every((path) =>
    [0, uid].includes(lstatSync(path).uid),
  );
}
