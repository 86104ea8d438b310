import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { waitUntil } from '../src/wait';
import { query } from './harness/query';
import { asRoot, sandboxes } from './harness/sandbox';

const sandbox = sandboxes();
const MEGABYTE = 1024 * 1024;

/** Runs `work` with a small disk of its own; only root may have one. */
async function withDisk(megabytes: number, work: (disk: string) => Promise<void>): Promise<void> {
  const disk = sandbox().make('disk');
  const { status, stderr } = spawnSync(
    'mount',
    ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', disk],
    { encoding: 'utf8' },
  );
  if (status !== 0) return void console.warn(`skipped: no disk of our own here (${stderr.trim()})`);
  try {
    await work(disk);
  } finally {
    await sandbox().stop();
    expect(spawnSync('umount', ['-l', disk]).status).toBe(0);
  }
}

/** Takes all of the disk but `left` megabytes. Returns how to give it back. */
function fill(disk: string, left: number): () => void {
  const { bavail, bsize } = statfsSync(disk);
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - left * MEGABYTE));
  return () => rmSync(ballast);
}

/** Repeats until it fails; how often it did not, and the error. */
async function untilRefused(
  work: (round: number) => Promise<unknown>,
): Promise<{ done: number; error: Error }> {
  for (let done = 0; done < 2_000; done++) {
    try {
      await work(done);
    } catch (error) {
      return { done, error: error as Error };
    }
  }
  throw new Error('the disk never filled up');
}

type Page = { id: number; whole: boolean };
const pages = (connectionString: string) =>
  query<Page>(connectionString, 'SELECT id, length(body) = 20000 AS whole FROM page ORDER BY id');

asRoot('a disk that fills up with data gives errors; with space again everything committed is there', () =>
  withDisk(100, async (disk) => {
    const options = { dataDir: join(disk, 'data') };
    const pg = await sandbox().open(options);
    await query(pg.connectionString, 'CREATE TABLE page (id int PRIMARY KEY, body text)');
    // A fresh file of the log, in use: so that it is the data that finds no room.
    await query(pg.connectionString, 'SELECT pg_switch_wal()');
    await insert(pg.connectionString, 0);
    const free = fill(disk, 6);
    const { done, error } = await untilRefused((round) => insert(pg.connectionString, round + 1));
    expect(error.message).toMatch(/could not extend file|No space left/);
    expect(done).toBeGreaterThan(0);
    expect(await pages(pg.connectionString)).toHaveLength(done + 1); // it still answers

    free();
    await insert(pg.connectionString, done + 1);
    await pg.close({ untilStopped: true });
    const found = await pages((await sandbox().open(options)).connectionString);
    expect(found).toEqual(Array.from({ length: done + 2 }, (_, id) => ({ id, whole: true })));
  }),
);

asRoot(
  'a disk that fills up with the write-ahead log takes Postgres down; with space again it comes back whole',
  () =>
    withDisk(100, async (disk) => {
      const options = { dataDir: join(disk, 'data') };
      const said: string[] = [];
      const pg = await sandbox().open({ ...options, log: (line) => said.push(line) });
      await query(pg.connectionString, 'CREATE TABLE page (id int PRIMARY KEY, body text)');
      for (let id = 0; id < 20; id++) await insert(pg.connectionString, id);
      const free = fill(disk, 1);
      // A message is written to the log and nowhere else.
      const { error } = await untilRefused(() =>
        query(pg.connectionString, `SELECT pg_logical_emit_message(true, 'isomer', repeat('x', 1000000))`),
      );
      expect(error.message).toMatch(/terminat|reset|No space/i);
      const log = () => readFileSync(join(options.dataDir, 'supervisor/supervisor.log'), 'utf8');
      // Longer than the grace in which the database outlives its last user: whoever has it open still counts.
      const failures = () => log().split('Postgres did not start').length - 1;
      expect(await waitUntil(() => failures() > 4, { limitMs: 90_000 })).toBe(true);
      await expect(pages(pg.connectionString)).rejects.toThrow();
      await expect(sandbox().open(options)).rejects.toMatchObject({
        code: 'START',
        message: expect.stringMatching(/the disk of .* is full; free some space/),
      });

      free();
      const back = () =>
        pages(pg.connectionString).then(
          (rows) => rows.length > 0,
          () => false,
        );
      expect(await waitUntil(back, { limitMs: 60_000 })).toBe(true);
      expect(await pages(pg.connectionString)).toEqual(
        Array.from({ length: 20 }, (_, id) => ({ id, whole: true })),
      );
      await waitUntil(() => said.length > 1, { limitMs: 10_000 });
      expect(said).toEqual([
        expect.stringMatching(/^Postgres did not start .* is full; .* It is tried again until it runs\.$/),
        'The database runs again.',
      ]);
    }),
);

/** Random text, so that it takes its space whatever is compressed. */
async function insert(connectionString: string, id: number): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(
      `INSERT INTO page SELECT $1, left(string_agg(encode(sha256((random()::text || n)::bytea), 'hex'), ''), 20000) FROM generate_series(1, 320) n`,
      [id],
    );
  } finally {
    await client.end().catch(() => {});
  }
}

asRoot('no room for the first set-up is one clear line and leaves nothing half-made', () =>
  withDisk(20, async (disk) => {
    const dataDir = join(disk, 'data');
    await expect(sandbox().open({ dataDir })).rejects.toMatchObject({
      code: 'INITDB',
      message: expect.stringMatching(/disk is full; free about 100 MB/),
    });
    await sandbox().untilStopped();
    expect(statfsSync(disk).bavail * statfsSync(disk).bsize).toBeGreaterThan(19 * MEGABYTE);
  }),
);
