import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compiledFromSource } from '../src/supervisor/from-source';
import { processesOn } from './harness/processes-on';
import { keepNote, notes, query } from './harness/query';
import { sandboxes } from './harness/sandbox';

const sandbox = sandboxes();

const sockets = (folder: string) =>
  (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []).filter((name) =>
    /\.sock$|PGSQL/.test(name),
  );

test('the first user starts the database, and when it closes no process and no socket is left', async () => {
  const pg = await sandbox().open();
  expect(pg.startedHere).toBe(true);
  expect(await query(pg.connectionString, 'SELECT current_user AS who, current_database() AS what')).toEqual([
    { who: 'isomer', what: 'isomer' },
  ]);
  expect(sandbox().databaseProcesses().length).toBeGreaterThanOrEqual(3);
  expect(sockets(sandbox().dataDir)).toHaveLength(3); // control, Postgres and its lock

  await pg.close();
  await sandbox().untilStopped();
  expect(sockets(sandbox().dataDir)).toEqual([]);
});

test('commits are on the disk, pages carry checksums, text sorts by code point and nothing listens on TCP', async () => {
  const { connectionString } = await sandbox().open();
  const setting = async (name: string) =>
    (await query<{ value: string }>(connectionString, `SELECT current_setting('${name}') AS value`))[0]!
      .value;
  expect(await setting('fsync')).toBe('on');
  expect(await setting('synchronous_commit')).toBe('on');
  expect(await setting('data_checksums')).toBe('on');
  expect(await setting('server_encoding')).toBe('UTF8');
  expect(await setting('listen_addresses')).toBe('');
  expect(
    await query(
      connectionString,
      `SELECT string_agg(t, ' ' ORDER BY t) AS sorted, upper('ß é') AS upper FROM (VALUES ('a'), ('B'), ('é'), ('z')) v(t)`,
    ),
  ).toEqual([{ sorted: 'B a z é', upper: 'ß É' }]);
});

test('a second opener shares the database, and keeps it when the one that started it closes', async () => {
  const first = sandbox().user();
  await first.ready();
  const second = await sandbox().open();
  expect(second.startedHere).toBe(false);
  expect(second.supervisorPid).toBe((await first.ready()).supervisorPid);

  await first.close();
  await keepNote(second.connectionString, 'still here');
  expect(await notes(second.connectionString)).toEqual(['still here']);
});

test('a restart within the grace finds the same Postgres', async () => {
  const first = await sandbox().open({ graceMs: 20_000 });
  const pid = sandbox().postmasterPid();
  await first.close();
  const second = await sandbox().open();
  expect(second.startedHere).toBe(false);
  expect(sandbox().postmasterPid()).toBe(pid);
  await second.close({ untilStopped: true });
});

test('closing with untilStopped returns when Postgres is gone', async () => {
  const pg = await sandbox().open({ graceMs: 60_000 });
  await pg.close({ untilStopped: true });
  expect(existsSync(join(sandbox().cluster, 'postmaster.pid'))).toBe(false);
});

test('closing with untilStopped does not wait for, or stop, a database that others use', async () => {
  const other = sandbox().user();
  await other.ready();
  const pg = await sandbox().open();
  await pg.close({ untilStopped: true });
  await keepNote((await other.ready()).connectionString, 'used');
});

test('several processes that start at once end up with one supervisor and one Postgres', async () => {
  const users = Array.from({ length: 5 }, () => sandbox().user());
  const ready = await Promise.all(users.map((user) => user.ready()));
  expect(new Set(ready.map(({ supervisorPid }) => supervisorPid)).size).toBe(1);
  expect(ready.filter(({ startedHere }) => startedHere)).toHaveLength(1);
  const postmasters = processesOn(sandbox().dataDir).filter(({ command }) => / -D /.test(command));
  expect(postmasters).toHaveLength(1);
});

test('starting while the last one is stopping waits for it, and misses nothing', async () => {
  for (let round = 0; round < 5; round++) {
    const user = sandbox().user({ graceMs: 0 });
    await keepNote((await user.ready()).connectionString, `round ${round}`);
    await user.close();
  }
  const pg = await sandbox().open();
  expect(await notes(pg.connectionString)).toHaveLength(5);
});

test('an open database does not keep a process alive', () => {
  const script = `require(process.argv[1]).openEmbeddedPostgres({ dataDir: process.argv[2] }).then(() => console.log('opened'))`;
  const { stdout, status } = spawnSync(
    process.execPath,
    ['-e', script, compiledFromSource(), sandbox().dataDir],
    { encoding: 'utf8', timeout: 30_000 },
  );
  expect({ stdout, status }).toEqual({ stdout: 'opened\n', status: 0 });
});

test('a data folder too long for a socket works, and leaves nothing in the temporary folder', async () => {
  const dataDir = join(sandbox().folder, 'long-'.repeat(20), 'é'.repeat(60), 'data, with a comma');
  const pg = await sandbox().open({ dataDir });
  expect(Buffer.byteLength(join(dataDir, 'socket'))).toBeGreaterThan(107);
  expect(pg.connection.host).not.toContain(dataDir);
  await keepNote(pg.connectionString, 'far away');
  expect(await notes(pg.connectionString)).toEqual(['far away']);
  await pg.close({ untilStopped: true });
  expect(existsSync(pg.connection.host)).toBe(false);
});

test('Postgres is stopped even if its data folder was deleted under it', async () => {
  const pg = await sandbox().open();
  rmSync(sandbox().dataDir, { recursive: true });
  await pg.close();
  await sandbox().untilStopped();
});
