import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { SUPERUSER } from '../connection';
import { EmbeddedPostgresError } from '../errors';
import { clusterFolder } from '../paths';
import { isRoot } from '../processes/account';
import { renameDurably } from '../durable-files';
import type { Home } from './home';
import { type Programs, runProgram } from './program';
import { initialSettings } from './settings';

const DRAFT = 'postgres.draft-';

/**
 * Makes sure there is a cluster of our major version, and returns its folder. A new one is made beside its place and
 * renamed when it is whole, so a crash half-way leaves nothing that looks like data.
 */
export async function ensureCluster(
  home: Home,
  programs: Programs & { major: number },
  passwordFile?: string,
): Promise<string> {
  const cluster = clusterFolder(home.folder);
  for (const name of readdirSync(home.folder)) {
    if (name.startsWith(DRAFT)) rmSync(join(home.folder, name), { recursive: true, force: true });
  }
  if (existsSync(cluster)) {
    refuseOtherVersion(cluster, programs.major);
    if (isRoot() && statSync(cluster).uid === 0) giveAway(cluster, programs.account);
    closeToOthers(cluster);
    return cluster;
  }
  const draft = join(home.folder, `${DRAFT}${randomBytes(4).toString('hex')}`);
  mkdirSync(draft, { mode: 0o700 });
  const { uid, gid } = programs.account;
  if (uid !== undefined && gid !== undefined) chownSync(draft, uid, gid);
  const { code, output } = await runProgram(programs, 'initdb', [
    ...initdbArguments(passwordFile),
    '-D',
    draft,
  ]);
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw initdbFailure(home.folder, output);
  }
  renameDurably(draft, cluster);
  home.settle();
  return cluster;
}

/**
 * Text sorts by code point, from Postgres itself (`builtin`): the order can never change under an index, as it does
 * when the system's C library or ICU is updated, it is the same on every machine, and upper() and lower() still know
 * Unicode. Where people read a list, ask for `COLLATE "und-x-icu"`.
 */
function initdbArguments(passwordFile: string | undefined): string[] {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  // On POSIX the socket's folder is closed to everyone else. On Windows any local process reaches the port.
  const access = passwordFile
    ? ['--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    : ['--auth-local=trust', '--auth-host=reject'];
  const settings = Object.entries(initialSettings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return [
    ...locale,
    ...access,
    `--username=${SUPERUSER}`,
    '--data-checksums',
    '--no-instructions',
    ...settings,
  ];
}

function initdbFailure(folder: string, output: string): EmbeddedPostgresError {
  const lines = output.split('\n').filter((line) => /error|FATAL|PANIC|could not|No space/i.test(line));
  const reason = (lines[0] ?? output.trim().split('\n').at(-1) ?? '').replace(
    /^.*?(error|FATAL|PANIC): +/,
    '',
  );
  let mend = 'free space and check the permissions of that folder, or set DATABASE_URL';
  if (/effective user ID/.test(reason)) mend = 'add this user to /etc/passwd, or set DATABASE_URL';
  if (/No space|free disk space/.test(output)) mend = 'the disk is full; free about 100 MB';
  return new EmbeddedPostgresError(
    'INITDB',
    `Postgres could not set up its data in ${folder} (${reason}): ${mend}.`,
  );
}

function refuseOtherVersion(cluster: string, major: number): void {
  const file = join(cluster, 'PG_VERSION');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'an unknown version';
  if (found === String(major)) return;
  throw new EmbeddedPostgresError(
    'OTHER_VERSION',
    `${cluster} holds data of Postgres ${found}, and this is ${major}: run "isomer data dump" with the release that made it, then "isomer data restore" into a new folder with this one.`,
  );
}

/** A copy often has the modes of whoever made it, and Postgres takes no folder that others may enter. */
function closeToOthers(cluster: string): void {
  if (process.platform !== 'win32' && statSync(cluster).mode & 0o077) chmodSync(cluster, 0o700);
}

/** Root's own files: a copy or a backup brought back by root. */
function giveAway(path: string, account: Programs['account']): void {
  chownSync(path, account.uid!, account.gid!);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) giveAway(child, account);
    else if (entry.isFile()) chownSync(child, account.uid!, account.gid!);
  }
}
