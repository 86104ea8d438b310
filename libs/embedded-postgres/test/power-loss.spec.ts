import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from '../src/processes/process-identity';
import { programPath } from '../src/postgres/program';
import { waitUntil } from '../src/wait';
import { keepNote, notes } from './harness/query';
import { binaries } from './harness/binaries';
import { asRoot, NOBODY, root, sandboxes } from './harness/sandbox';

const sandbox = sandboxes();
const account = root ? { uid: NOBODY, gid: NOBODY } : {};
let bystander: ChildProcess | undefined;

afterEach(() => void bystander?.kill('SIGKILL'));

/** A folder as a power cut leaves it: files of a running database, and nothing that runs. */
async function cutPower(): Promise<void> {
  const user = sandbox().user();
  await keepNote((await user.ready()).connectionString, 'before the cut');
  await user.kill();
  for (const { pid } of sandbox().databaseProcesses()) if (processIdentity(pid)) process.kill(pid, 'SIGKILL');
  await sandbox().untilStopped();
}

const pidFile = () => join(sandbox().cluster, 'postmaster.pid');
const withPid = (pid: number) => readFileSync(pidFile(), 'utf8').replace(/^\d+/, String(pid));

test('a postmaster.pid whose pid now belongs to another live process does not stop the start, nor that process', async () => {
  await cutPower();
  // The same user as Postgres, or Postgres itself would see that it cannot be one.
  bystander = spawn('sleep', ['60'], { ...account, cwd: '/' });
  writeFileSync(pidFile(), withPid(bystander.pid!));

  const pg = await sandbox().open();
  expect(await notes(pg.connectionString)).toEqual(['before the cut']);
  expect(processIdentity(bystander.pid!)).toBeDefined();
});

test('an empty postmaster.pid does not stop the start', async () => {
  await cutPower();
  writeFileSync(pidFile(), '');
  expect(await notes((await sandbox().open()).connectionString)).toEqual(['before the cut']);
});

test('a record of an owner whose pid now belongs to another live process does not stop the start', async () => {
  await cutPower();
  bystander = spawn('sleep', ['60'], { cwd: '/' });
  const record = join(sandbox().dataDir, 'supervisor/owner.1');
  const owner = JSON.parse(readFileSync(record, 'utf8')) as object;
  writeFileSync(record, JSON.stringify({ ...owner, pid: bystander.pid }));
  expect(await notes((await sandbox().open()).connectionString)).toEqual(['before the cut']);
});

test('a record of an owner that is empty or torn does not stop the start', async () => {
  await cutPower();
  writeFileSync(join(sandbox().dataDir, 'supervisor/owner.1'), '{"pid":');
  expect(await notes((await sandbox().open()).connectionString)).toEqual(['before the cut']);
});

test('a first set-up cut off half-way starts afresh', async () => {
  const pg = await sandbox().open();
  await pg.close({ untilStopped: true });
  const half = sandbox().make('data/postgres.draft-0badcafe');
  writeFileSync(join(half, 'PG_VERSION'), '18\n');
  const again = await sandbox().open();
  await keepNote(again.connectionString, 'works');
  expect(() => readFileSync(join(half, 'PG_VERSION'))).toThrow('ENOENT');
});

test('a Postgres that somebody else started on the folder is left alone and named', async () => {
  await (await sandbox().open()).close({ untilStopped: true });
  const socket = sandbox().make('theirs', { uid: account.uid });
  const foreign = spawn(
    programPath(binaries, 'postgres'),
    ['-D', sandbox().cluster, '-c', 'listen_addresses=', '-k', socket],
    { ...account, cwd: '/', stdio: 'ignore' },
  );
  bystander = foreign;
  expect(await waitUntil(() => readyLine() === 'ready', { limitMs: 90_000 })).toBe(true);

  await expect(sandbox().open()).rejects.toMatchObject({
    code: 'FOREIGN_SERVER',
    message: expect.stringContaining(`process ${foreign.pid}`),
  });
  expect(processIdentity(foreign.pid!)).toBeDefined();
  foreign.kill('SIGINT');
  await sandbox().untilStopped();
});

function readyLine(): string | undefined {
  try {
    return readFileSync(pidFile(), 'utf8').split('\n')[7]?.trim();
  } catch {
    return undefined;
  }
}

asRoot('files brought back by root, owned by root, are given to the account that runs Postgres', async () => {
  const pg = await sandbox().open();
  await keepNote(pg.connectionString, 'saved');
  await pg.close({ untilStopped: true });
  const restored = join(sandbox().folder, 'restored');
  cpSync(sandbox().dataDir, restored, { recursive: true });
  expect(await notes((await sandbox().open({ dataDir: restored })).connectionString)).toEqual(['saved']);
});

test('files that were copied with modes that let others in are closed to them', async () => {
  const pg = await sandbox().open();
  await keepNote(pg.connectionString, 'saved');
  await pg.close({ untilStopped: true });
  chmodSync(join(sandbox().dataDir, 'postgres'), 0o755);
  expect(await notes((await sandbox().open()).connectionString)).toEqual(['saved']);
});
