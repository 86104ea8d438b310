import { exists, processIdentity } from '../src/processes/process-identity';
import { waitUntil } from '../src/wait';
import { keepNote, notes } from './harness/query';
import { sandboxes } from './harness/sandbox';

const sandbox = sandboxes();

test('kill -9 of the user that started the database leaves it to the others', async () => {
  const first = sandbox().user();
  await keepNote((await first.ready()).connectionString, 'from the first');
  const second = sandbox().user();
  const { connectionString } = await second.ready();
  const pid = sandbox().postmasterPid();

  await first.kill();
  await keepNote(connectionString, 'from the second');
  expect(await notes(connectionString)).toEqual(['from the first', 'from the second']);
  expect(sandbox().postmasterPid()).toBe(pid);
});

test('kill -9 of every user stops Postgres', async () => {
  const users = [sandbox().user(), sandbox().user()];
  for (const user of users) await user.ready();
  for (const user of users) await user.kill();
  await sandbox().untilStopped();
});

test('kill -9 of the supervisor stops Postgres, users hear of it, and the next open finds the data', async () => {
  const user = sandbox().user();
  const { connectionString, supervisorPid } = await user.ready();
  await keepNote(connectionString, 'before');
  const postmaster = sandbox().postmasterPid();

  process.kill(supervisorPid, 'SIGKILL');
  expect(await user.lost()).toMatch(/supervisor .* is gone/);
  expect(await waitUntil(() => processIdentity(postmaster) === undefined, { limitMs: 90_000 })).toBe(true);

  const again = await sandbox().open();
  expect(again.startedHere).toBe(true);
  expect(await notes(again.connectionString)).toEqual(['before']);
});

test('an open right after kill -9 of the supervisor, while Postgres is still stopping, works too', async () => {
  const user = sandbox().user();
  const { connectionString, supervisorPid } = await user.ready();
  await keepNote(connectionString, 'before');
  process.kill(supervisorPid, 'SIGKILL');
  expect(await notes((await sandbox().open()).connectionString)).toEqual(['before']);
});

test('kill -9 of supervisor and watchdog leaves a Postgres that the next open replaces', async () => {
  const user = sandbox().user();
  const { connectionString, supervisorPid } = await user.ready();
  await keepNote(connectionString, 'before');
  const postmaster = sandbox().postmasterPid();
  const watchdog = sandbox()
    .databaseProcesses()
    .find(({ command }) => command.includes('watchdog'))!;
  // Frozen, the supervisor cannot put another watchdog in its place.
  process.kill(supervisorPid, 'SIGSTOP');
  process.kill(watchdog.pid, 'SIGKILL');
  process.kill(supervisorPid, 'SIGKILL');

  const again = await sandbox().open();
  expect(processIdentity(postmaster)).toBeUndefined();
  expect(await notes(again.connectionString)).toEqual(['before']);
});

test('a killed watchdog is replaced', async () => {
  await sandbox().user().ready();
  const watchdog = () =>
    sandbox()
      .databaseProcesses()
      .find(({ command }) => command.includes('watchdog'))?.pid;
  const first = watchdog()!;
  process.kill(first, 'SIGKILL');
  expect(await waitUntil(() => ![undefined, first].includes(watchdog()), { limitMs: 10_000 })).toBe(true);
});

test('kill -9 of the postmaster alone: the supervisor starts it again and the users stay', async () => {
  const { connectionString } = await sandbox().open();
  await keepNote(connectionString, 'before');
  const postmaster = sandbox().postmasterPid();
  process.kill(postmaster, 'SIGKILL');
  const back = () =>
    notes(connectionString).then(
      (found) => found.length === 1,
      () => false,
    );
  expect(
    await waitUntil(async () => sandbox().postmasterPid() !== postmaster && (await back()), {
      limitMs: 90_000,
    }),
  ).toBe(true);
});

test('what was committed survives kill -9 of everything at once, Postgres included', async () => {
  const user = sandbox().user();
  const { connectionString } = await user.ready();
  for (let i = 0; i < 20; i++) await keepNote(connectionString, `note ${String(i).padStart(2, '0')}`);
  await user.kill();
  for (const { pid } of sandbox().databaseProcesses()) if (exists(pid)) process.kill(pid, 'SIGKILL');

  const again = await sandbox().open();
  expect(await notes(again.connectionString)).toEqual(
    Array.from({ length: 20 }, (_, i) => `note ${String(i).padStart(2, '0')}`),
  );
});

test('a first SIGTERM to the supervisor waits for the users, so that they can finish', async () => {
  const pg = await sandbox().open();
  process.kill(pg.supervisorPid, 'SIGTERM');
  await keepNote(pg.connectionString, 'finishing');
  await pg.close();
  await sandbox().untilStopped();
});
