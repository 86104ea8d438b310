import { readdirSync, readFileSync, statSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { dumpData, restoreData } from '@isomer/embedded-postgres';
import { query } from './harness/query';
import { contents, SCHEMAS, TwoDatabases } from './harness/two-databases';

const databases = new TwoDatabases();
beforeAll(() => databases.start());
afterAll(() => databases.stop());

const ODD_TEXT = [
  '',
  ' ',
  '\\N',
  '\\.',
  'a\tb',
  'line\nfeed',
  'carriage\rreturn',
  '\r\n',
  'back\\slash\\',
  '"quoted", \'too\'',
  '\u0001\u001f\u007f',
  'ß é 漢字 🦕 \u202e \ufeff',
  '\\x41',
  '{"a":1}',
  'NULL',
  '\\\n\\.\n',
];

async function fill(url: string): Promise<void> {
  for (const [n, text] of [...ODD_TEXT, null].entries()) {
    await query(
      url,
      'INSERT INTO forum.thing VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)',
      [
        n,
        text,
        text === null ? null : Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
        text === null ? null : JSON.stringify({ text, deep: [1, null, { '\\': '\n' }] }),
        n % 2 ? '2026-11-24T10:00:00.123456Z' : 'infinity',
        n % 2 ? '0044-03-15 BC' : '2026-02-28',
        '1 year -3 days 04:05:06.789',
        [0.1, 'NaN', '-Infinity', 5e-324, 1.7976931348623157e308][n % 5],
        ['12345678901234567890.12345678901234567890', 'NaN'][n % 2],
        '01890a5d-ac96-774b-bcce-b302099a8057',
        text === null ? null : [text, null, 'NULL', '{', ''],
        [
          [1, 2],
          [3, 4],
        ],
        n % 2 ? `it's "odd"` : 'calm',
        n % 2 ? 'empty' : '[1,5)',
        '10110',
        `'odd:1' 'a b':2A`,
        n % 3 === 0 ? null : n % 2 === 0,
      ],
    );
  }
  await query(url, `INSERT INTO forum.thread (title) SELECT 'title ' || n FROM generate_series(1, 50) n`);
  await query(url, 'INSERT INTO forum.answer (thread_id) SELECT n FROM generate_series(1, 50) n');
  await query(url, 'UPDATE forum.answer SET parent_id = 51 - id WHERE id <> 25');
  await query(url, 'UPDATE forum.thread SET answer_id = id');
  await query(
    url,
    `INSERT INTO forum.event SELECT n, date '2026-01-01' + n FROM generate_series(0, 360, 7) n`,
  );
  await query(url, `INSERT INTO "Odd ""Name"""."Täble, with\nnewline" VALUES ('select', 1), (NULL, NULL)`);
  await query(url, `SELECT nextval('forum.ticket'), nextval('forum.spent'), setval('forum.spent', 3)`);
}

test('a dump and its restore give back every value, the sequences, and the constraints', async () => {
  const [source, target] = [await databases.migrated(), await databases.migrated()];
  await fill(source);
  const file = databases.file('round-trip.gz');
  const header = await dumpData({ connectionString: source, schemas: SCHEMAS, out: file });
  expect(header.tables.find(({ name }) => name === 'thing')!.rows).toBe(ODD_TEXT.length + 1);
  expect(header.tables.map(({ name }) => name)).not.toContain('migrations');
  expect(header.migrations).toEqual({ forum: ['First1', 'Second2'] });

  await restoreData({ connectionString: target, from: file });
  expect(await contents(target)).toEqual(await contents(source));
  expect(Object.keys((await contents(source)) as object).length).toBeGreaterThan(10);

  const constraints = `SELECT conname, pg_get_constraintdef(oid) AS is, convalidated, obj_description(oid) AS comment FROM pg_constraint WHERE contype = 'f' ORDER BY 1, 2`;
  expect(await query(target, constraints)).toEqual(await query(source, constraints));
  const triggers = `SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal`;
  expect(await query(target, triggers)).toEqual(await query(source, triggers));
});

test('after a restore identities and serials go on where they were, and triggers work again', async () => {
  const [source, target] = [await databases.migrated(), await databases.migrated()];
  await fill(source);
  const file = databases.file('identities.gz');
  await dumpData({ connectionString: source, schemas: SCHEMAS, out: file });
  await restoreData({ connectionString: target, from: file });
  for (const url of [source, target]) {
    expect(await query(url, `INSERT INTO forum.thread (title) VALUES ('new') RETURNING id, shout`)).toEqual([
      { id: 51, shout: 'NEW' },
    ]);
    expect(await query(url, 'INSERT INTO forum.answer (thread_id) VALUES (1) RETURNING id')).toEqual([
      { id: 51 },
    ]);
    expect(await query(url, `SELECT nextval('forum.ticket')::int AS n`)).toEqual([{ n: 110 }]);
    await expect(query(url, `SELECT nextval('forum.spent')`)).rejects.toThrow(/reached maximum/);
    expect(await query(url, 'SELECT count(*)::int AS n FROM forum.audit')).toEqual([{ n: 51 }]);
  }
});

test('the file is gzip and describes itself; it is private and no half of it is left', async () => {
  const source = await databases.migrated();
  const file = databases.file('private.gz');
  await dumpData({ connectionString: source, schemas: ['forum'], out: file });
  expect(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8').split('\n')[0]!)).toMatchObject({
    format: 'isomer-data',
    version: 1,
    schemas: ['forum'],
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);

  await expect(
    dumpData({ connectionString: source, schemas: ['forum', 'nowhere'], out: databases.file('never.gz') }),
  ).rejects.toMatchObject({ code: 'DUMP', message: expect.stringMatching(/no schema nowhere/) });
  await expect(
    dumpData({ connectionString: source, schemas: ['forum'], out: databases.file('no/such/folder.gz') }),
  ).rejects.toMatchObject({ code: 'DUMP', message: expect.stringMatching(/ENOENT/) });
  expect(readdirSync(databases.file('.')).filter((name) => /partial|never/.test(name))).toEqual([]);
});

test('a dump that fails leaves the file that was there', async () => {
  const source = await databases.migrated();
  const file = databases.file('kept.gz');
  await dumpData({ connectionString: source, schemas: ['forum'], out: file });
  const before = readFileSync(file);
  await query(
    source,
    `CREATE VIEW forum.bad AS SELECT 1; ALTER TABLE forum.thing ADD c int; INSERT INTO forum.thing (n) VALUES (1)`,
  );
  const progress = () => {
    throw new Error('stopped half-way');
  };
  await expect(
    dumpData({ connectionString: source, schemas: ['forum'], out: file, progress }),
  ).rejects.toThrow(/stopped half-way/);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a dump shows one instant while others write, and tells how far it is', async () => {
  const [source, target] = [await databases.migrated(), await databases.migrated()];
  await query(source, `INSERT INTO forum.audit SELECT repeat('x', 1000) FROM generate_series(1, 20000)`);
  let wrote: Promise<unknown> | undefined;
  const seen: number[] = [];
  const file = databases.file('instant.gz');
  const header = await dumpData({
    connectionString: source,
    schemas: ['forum'],
    out: file,
    progress: ({ rows }) => {
      seen.push(rows);
      wrote ??= query(source, `DELETE FROM forum.audit; INSERT INTO forum.thing (n) VALUES (1)`);
    },
  });
  await wrote;
  expect(header.tables.find(({ name }) => name === 'thing')!.rows).toBe(0);
  expect(seen.at(-1)).toBe(20_000);
  await restoreData({ connectionString: target, from: file });
  expect(await query(target, 'SELECT count(*)::int AS n FROM forum.audit')).toEqual([{ n: 20_000 }]);
});

test('streams go through in flat memory', async () => {
  const [source, target] = [await databases.migrated(), await databases.migrated()];
  await query(
    source,
    `INSERT INTO forum.audit SELECT repeat(md5(n::text), 320) FROM generate_series(1, 10000) n`,
  ); // 100 MB
  const pipe = new PassThrough();
  let most = 0;
  const watch = () => {
    const { external, heapUsed } = process.memoryUsage();
    most = Math.max(most, external + heapUsed);
  };
  const before = process.memoryUsage().external + process.memoryUsage().heapUsed;
  await Promise.all([
    dumpData({ connectionString: source, schemas: ['forum'], out: pipe, progress: watch }),
    restoreData({ connectionString: target, from: pipe, progress: watch }),
  ]);
  expect(most - before).toBeLessThan(60 * 1024 * 1024);
  const sum = 'SELECT count(*)::int AS n, sum(hashtext(what)::bigint)::text AS sum FROM forum.audit';
  expect(await query(target, sum)).toEqual(await query(source, sum));
});
