import { cpSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { binariesPackage } from '../../src/postgres/binaries';

/** The folder of the installed binaries. */
export const binaries = join(createRequire(__filename).resolve(binariesPackage()), '../../native');

/** Copies them as `npm ci --ignore-scripts` leaves them: without the links that a script would make. */
export function copyBinaries(folder: string): void {
  cpSync(binaries, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  });
  const links = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  for (const { target } of links) rmSync(join(folder, '..', target), { force: true });
}
