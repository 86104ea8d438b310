import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { waitUntil } from '../src/wait';
import { query } from './harness/query';
import { root, sandboxes } from './harness/sandbox';

const sandbox = sandboxes();
const MEGABYTE = 1024 * 1024;

/** Runs `work` with a small disk of its own; only root may have one. */
async function withDisk(megabytes: number, work: (disk: string) => Promise<void>): Promise<void> {
  const disk = sandbox().make('disk');
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', disk], { encoding: 'utf8' });
  if (status !== 0) return void console.warn(`skipped: no disk of our own here (${stderr.trim()})`);
  try {
    await work(disk);
  } finally {
    expect(spawnSync('umount', ['-l', disk]).status).toBe(0);
  }
}

const asRoot = root ? test : test.skip;

asRoot('a full disk gives errors and no damage: what was committed is there when space is', () =>
  withDisk(120, async (disk) => {
    const pg = await sandbox().open({ dataDir: join(disk, 'data') });
    await query(pg.connectionString, 'CREATE TABLE page (id int PRIMARY KEY, body text)');
    const { bavail, bsize } = statfsSync(disk);
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - 6 * MEGABYTE));

    const acknowledged = new Set<number>();
    let refused: unknown;
    for (let id = 0; id < 2_000 && refused === undefined; id++) {
      await insert(pg.connectionString, id).then(() => acknowledged.add(id), (error: unknown) => (refused = error));
    }
    expect((refused as Error).message).toMatch(/No space left|could not extend|terminat|reset|recovery|ECONN|ENOENT/);
    expect(acknowledged.size).toBeGreaterThan(0);

    rmSync(ballast);
    const rows = () => query<{ id: number; ok: boolean }>(pg.connectionString, `SELECT id, length(body) = 20000 AS ok FROM page`);
    let found: { id: number; ok: boolean }[] = [];
    expect(await waitUntil(() => rows().then((all) => ((found = all), true), () => false), { limitMs: 60_000 })).toBe(true);
    expect(found.every(({ ok }) => ok)).toBe(true);
    expect([...acknowledged].filter((id) => !found.some((row) => row.id === id))).toEqual([]);

    await insert(pg.connectionString, 1_000_000);
    await pg.close({ untilStopped: true });
    const again = await sandbox().open({ dataDir: join(disk, 'data') });
    expect(await query(again.connectionString, 'SELECT count(*)::int AS n FROM page')).toEqual([{ n: found.length + 1 }]);
    await again.close({ untilStopped: true });
  }),
);

/** Random text, so that it takes its space whatever is compressed. */
async function insert(connectionString: string, id: number): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`INSERT INTO page SELECT $1, left(string_agg(encode(sha256((random()::text || n)::bytea), 'hex'), ''), 20000) FROM generate_series(1, 320) n`, [id]);
  } finally {
    await client.end().catch(() => {});
  }
}

asRoot('no room for the first set-up is one clear line and leaves nothing half-made', () =>
  withDisk(20, async (disk) => {
    const dataDir = join(disk, 'data');
    await expect(sandbox().open({ dataDir })).rejects.toMatchObject({ code: 'INITDB', message: expect.stringMatching(/disk is full; free about 100 MB/) });
    await sandbox().untilStopped();
    expect(statfsSync(disk).bavail * statfsSync(disk).bsize).toBeGreaterThan(19 * MEGABYTE);
  }),
);
