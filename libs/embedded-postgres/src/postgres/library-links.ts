import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { systemCode } from '../errors';

/**
 * npm packages cannot hold symbolic links, so the binaries' package makes them in a post-install script, which
 * `npm ci --ignore-scripts` skips. Without `libicuuc.so.60` Postgres does not run: make what is missing.
 * Given the folder that holds them (`native` of the package, or a copy of it).
 * @returns false if links are missing and cannot be written here.
 */
export function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return links.every(({ source, target }) => {
    // The list names both from the package's root, and both are in one folder.
    const link = join(native, relative('native', target));
    if (existsSync(link)) return true;
    try {
      symlinkSync(basename(source), link);
      return true;
    } catch (error) {
      return systemCode(error) === 'EEXIST'; // another process was first
    }
  });
}
