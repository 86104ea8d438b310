import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyBinaries } from './harness/binaries';
import { keepNote, notes, query } from './harness/query';
import { asRoot, NOBODY, root, sandboxes } from './harness/sandbox';

const sandbox = sandboxes();

test('as an ordinary user everything runs as, and belongs to, that user', async () => {
  const uid = root ? NOBODY : process.getuid!();
  const as = root ? { uid: NOBODY, gid: NOBODY, env: { HOME: sandbox().make('home', { uid: NOBODY }) } } : {};
  sandbox().make('data', { mode: 0o700, uid });
  const user = sandbox().user({}, as);
  const { connectionString } = await user.ready();
  await keepNote(connectionString, 'mine');
  expect(await notes(connectionString)).toEqual(['mine']);
  expect(statSync(sandbox().cluster).uid).toBe(uid);
  for (const { pid } of sandbox().databaseProcesses()) expect(statSync(`/proc/${pid}`).uid).toBe(uid);
});

asRoot('as root Postgres runs as nobody, and its socket is closed to others', async () => {
  const pg = await sandbox().open();
  expect(statSync(sandbox().cluster)).toMatchObject({ uid: NOBODY });
  expect(statSync(`/proc/${sandbox().postmasterPid()}`).uid).toBe(NOBODY);
  expect(statSync(pg.connection.host).mode & 0o777).toBe(0o700);
});

asRoot('an ordinary user cannot join the database of root, and is told so', async () => {
  await sandbox().open();
  const user = sandbox().user({}, { uid: 1, gid: 1 });
  expect(await user.failed()).toMatchObject({
    name: 'EmbeddedPostgresError',
    code: 'DATA_FOLDER',
    message: expect.stringMatching(/supervisor belongs to root; run as root, .*: sudo chown -R 1 \S+data\.$/),
  });
});

asRoot(
  'a file that root has left in the folder of an ordinary user is named, with what mends it',
  async () => {
    sandbox().make('data', { uid: NOBODY });
    const log = join(sandbox().make('data/supervisor', { uid: NOBODY }), 'supervisor.log');
    writeFileSync(log, '', { mode: 0o600 });
    const { message } = await sandbox().user({}, { uid: NOBODY, gid: NOBODY }).failed();
    expect(message).toContain(`${log} belongs to root; run as root`);
  },
);

asRoot('root joins data that belongs to an ordinary user without taking it away', async () => {
  sandbox().make('data', { uid: NOBODY });
  const first = sandbox().user({ graceMs: 0 }, { uid: NOBODY, gid: NOBODY });
  await keepNote((await first.ready()).connectionString, 'theirs');
  await first.close();
  await sandbox().untilStopped();

  const pg = await sandbox().open();
  expect(await notes(pg.connectionString)).toEqual(['theirs']);
  await pg.close({ untilStopped: true });
  const again = sandbox().user({}, { uid: NOBODY, gid: NOBODY });
  expect(await notes((await again.ready()).connectionString)).toEqual(['theirs']);
});

describe('as root, under a home that only root may enter', () => {
  const closed = () => {
    const home = sandbox().make('home', { mode: 0o700 });
    const binariesDir = join(home, 'project/node_modules/package/native');
    copyBinaries(binariesDir);
    const options = {
      dataDir: join(home, 'project/data'),
      binariesDir,
      cacheDir: sandbox().make('cache'),
      stateDir: sandbox().make('state'),
    };
    return options;
  };

  asRoot(
    'binaries and data are elsewhere, the data folder and the log say where, and it works again and again',
    async () => {
      const options = closed();
      const log: string[] = [];
      const pg = await sandbox().open({ ...options, log: (line) => log.push(line) });
      await keepNote(pg.connectionString, 'hidden');
      const [place] = await query<{ d: string }>(
        pg.connectionString,
        `SELECT current_setting('data_directory') AS d`,
      );
      expect(place!.d.startsWith(options.stateDir)).toBe(true);
      expect(readFileSync(join(options.dataDir, 'postgres-is-in'), 'utf8').trim()).toBe(join(place!.d, '..'));
      expect(log).toEqual([
        expect.stringContaining(`the data will be in ${options.stateDir}`),
        expect.stringContaining(`copying them to ${options.cacheDir}`),
      ]);
      await pg.close({ untilStopped: true });

      const again = await sandbox().open(options);
      expect(await notes(again.connectionString)).toEqual(['hidden']);
    },
  );

  asRoot('if the data that was elsewhere is gone, nothing starts empty behind the owner’s back', async () => {
    const options = closed();
    const pg = await sandbox().open(options);
    await pg.close({ untilStopped: true });
    const [name] = readdirSync(options.stateDir);
    renameSync(join(options.stateDir, name!), join(sandbox().folder, 'lost'));
    await expect(sandbox().open(options)).rejects.toMatchObject({
      code: 'DATA_FOLDER_MOVED',
      message: expect.stringMatching(/bring that folder back, or delete/),
    });
  });

  asRoot('a data folder that was deleted starts empty', async () => {
    const options = closed();
    const pg = await sandbox().open(options);
    await keepNote(pg.connectionString, 'deleted');
    await pg.close({ untilStopped: true });
    rmSync(options.dataDir, { recursive: true });
    const again = await sandbox().open(options);
    expect(await query(again.connectionString, `SELECT to_regclass('note') AS note`)).toEqual([
      { note: null },
    ]);
  });
});
