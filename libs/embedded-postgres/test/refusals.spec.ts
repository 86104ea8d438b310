import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from '@isomer/embedded-postgres';
import { keepNote } from './harness/query';
import { NOBODY, root, sandboxes } from './harness/sandbox';

const sandbox = sandboxes();

async function refusal(opening: Promise<unknown>): Promise<EmbeddedPostgresError> {
  const error = await opening.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(EmbeddedPostgresError);
  expect((error as Error).message).not.toContain('\n');
  return error as EmbeddedPostgresError;
}

test('data of another major version is refused with the way out, and left as it is', async () => {
  const pg = await sandbox().open();
  await keepNote(pg.connectionString, 'old');
  await pg.close({ untilStopped: true });
  writeFileSync(join(sandbox().cluster, 'PG_VERSION'), '15\n');

  const error = await refusal(sandbox().open());
  expect(error.code).toBe('OTHER_VERSION');
  expect(error.message).toMatch(/Postgres 15, and this is 18: run "isomer data dump"/);
  expect(readFileSync(join(sandbox().cluster, 'PG_VERSION'), 'utf8')).toBe('15\n');
  await sandbox().untilStopped();
});

test('a file where the data folder should be is one clear line', async () => {
  writeFileSync(join(sandbox().folder, 'file'), '');
  const error = await refusal(sandbox().open({ dataDir: join(sandbox().folder, 'file/data') }));
  expect(error.code).toBe('DATA_FOLDER');
  expect(error.message).toMatch(/a file is in the way/);
});

test('a data folder that we may not write is one clear line', async () => {
  mkdirSync(sandbox().dataDir, { mode: 0o555 });
  const user = sandbox().user({}, root ? { uid: NOBODY, gid: NOBODY } : {});
  const { name, code, message } = await user.failed();
  expect({ name, code }).toEqual({ name: 'EmbeddedPostgresError', code: 'DATA_FOLDER' });
  expect(message).toMatch(/cannot be used by user \d+ .*belongs to root; .*make it yours: sudo chown -R/);
});

test('a Postgres that does not start says why', async () => {
  const pg = await sandbox().open();
  await pg.close({ untilStopped: true });
  writeFileSync(join(sandbox().cluster, 'postgresql.conf'), 'max_connections = lots\n');
  const error = await refusal(sandbox().open());
  expect(error.code).toBe('START');
  expect(error.message).toMatch(/max_connections/);
});
