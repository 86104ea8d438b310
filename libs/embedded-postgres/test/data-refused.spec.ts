import { readFileSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { dumpData, EmbeddedPostgresError, restoreData } from '@isomer/embedded-postgres';
import { query } from './harness/query';
import { contents, TwoDatabases } from './harness/two-databases';

const databases = new TwoDatabases();
let whole: Buffer;
let target: string;
let untouched: unknown;

beforeAll(async () => {
  await databases.start();
  const source = await databases.migrated();
  await query(
    source,
    `INSERT INTO forum.thread (title) SELECT md5(n::text) FROM generate_series(1, 20000) n`,
  );
  await query(source, `SELECT nextval('forum.ticket')`);
  const file = databases.file('whole.gz');
  await dumpData({ connectionString: source, schemas: ['forum'], out: file });
  whole = readFileSync(file);
  target = await databases.migrated();
  untouched = await contents(target);
});
afterAll(() => databases.stop());
afterEach(async () => expect(await contents(target)).toEqual(untouched));

async function refused(dump: Buffer): Promise<EmbeddedPostgresError> {
  const error = await restoreData({ connectionString: target, from: Readable.from([dump]) }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(EmbeddedPostgresError);
  return error as EmbeddedPostgresError;
}

test.each([0, 1, 9, 10, 300, 0.5, 0.9, -20, -8, -1])(
  'a dump cut at %p is refused with the byte, and the target is untouched',
  async (at) => {
    const length = at < 0 ? whole.length + at : at > 0 && at < 1 ? Math.floor(whole.length * at) : at;
    const error = await refused(whole.subarray(0, length));
    expect(error.code).toBe('DUMP_DAMAGED');
    expect(error.message).toMatch(/truncated: it stops at byte \d+/);
    expect(Math.abs(Number(/byte (\d+)/.exec(error.message)![1]) - length)).toBeLessThanOrEqual(10);
  },
);

test('a dump with one flipped bit, anywhere, is refused and the target is untouched', async () => {
  // Bytes 4 to 9 of a gzip header are the time and the system, which mean nothing here.
  const places = [
    0,
    1,
    2,
    10,
    11,
    50,
    ...Array.from({ length: 24 }, (_, i) => Math.floor(((i + 1) * (whole.length - 60)) / 25) + 51),
    whole.length - 1,
    whole.length - 5,
    whole.length - 8,
  ];
  for (const place of places) {
    const damaged = Buffer.from(whole);
    damaged[place]! ^= 1 << (place % 8);
    const error = await refused(damaged);
    expect({ place, code: error.code }).toEqual({ place, code: 'DUMP_DAMAGED' });
    expect(error.message).toMatch(/byte \d+/);
  }
});

test('damage is named near where it is', async () => {
  const damaged = Buffer.from(whole);
  const place = Math.floor(whole.length / 2);
  damaged[place]! ^= 0x10;
  const named = Number(/byte (\d+)/.exec((await refused(damaged)).message)![1]);
  expect(named).toBeGreaterThanOrEqual(place - 64 * 1024);
  expect(named).toBeLessThanOrEqual(place + 256 * 1024);
});

const rewritten = (change: (text: string) => string) =>
  gzipSync(change(gunzipSync(whole).toString('latin1')));

test('a changed value with a correct gzip around it is refused by the checksum', async () => {
  const value = /\n\d+\t([0-9a-f]{32})/.exec(gunzipSync(whole).toString('latin1'))![1]!;
  const error = await refused(rewritten((text) => text.replace(value, value.split('').reverse().join(''))));
  expect(error.message).toMatch(/a checksum does not match/);
});

test('a header with other migrations than were dumped is refused by the checksum, or as missing', async () => {
  expect((await refused(rewritten((text) => text.replace('Second2', 'Third33')))).message).toMatch(
    /lacks migration forum.Third33/,
  );
  expect(
    (await refused(rewritten((text) => text.replace('"createdAt":"2', '"createdAt":"1')))).message,
  ).toMatch(/its checksum does not match/);
});

test('something after the end, another file, or a newer format are refused', async () => {
  expect((await refused(rewritten((text) => `${text}more`))).message).toMatch(/something follows its end/);
  expect((await refused(gzipSync('{"some":"json"}\n'))).message).toMatch(/no Isomer dump/);
  expect((await refused(gzipSync('PGDMP'))).message).toMatch(/truncated/);
  expect((await refused(Buffer.from('plain text, not gzip'))).message).toMatch(/incorrect header/);
  expect((await refused(rewritten((text) => text.replace('"version":1', '"version":2')))).message).toMatch(
    /format version 2/,
  );
});

describe('a target that does not fit is refused, and stays as it was', () => {
  const file = () => {
    const path = databases.file('refused.gz');
    writeFileSync(path, whole);
    return path;
  };
  test.each([
    ['rows', `INSERT INTO forum.audit VALUES ('used')`, /table forum.audit has rows/],
    ['a missing table', 'DROP TABLE forum.empty', /lacks table forum.empty: migrate it/],
    ['a missing column', 'ALTER TABLE forum.thing DROP COLUMN j', /lacks column forum.thing.j/],
    [
      'a missing migration',
      `DELETE FROM forum.migrations WHERE name = 'Second2'`,
      /lacks migration forum.Second2/,
    ],
    ['a missing sequence', 'DROP SEQUENCE forum.ticket', /lacks sequence forum.ticket/],
    [
      'a constraint the rows break',
      `ALTER TABLE forum.thread ADD CHECK (title <> md5('20000'))`,
      /violates check constraint/,
    ],
    [
      'a foreign key the rows break',
      'ALTER TABLE forum.thread ADD FOREIGN KEY (id) REFERENCES forum.answer (id)',
      /violates foreign key/,
    ],
  ])('%s', async (_, sql, message) => {
    const other = await databases.migrated();
    await query(other, sql);
    const before = await contents(other);
    await expect(restoreData({ connectionString: other, from: file() })).rejects.toMatchObject({
      code: 'RESTORE_TARGET',
      message: expect.stringMatching(message),
    });
    expect(await contents(other)).toEqual(before);
  });

  test('a newer release with more columns, tables and migrations is fine', async () => {
    const newer = await databases.migrated();
    await query(
      newer,
      `ALTER TABLE forum.thread ADD pinned boolean NOT NULL DEFAULT false; CREATE TABLE forum.more (id int); INSERT INTO forum.migrations (timestamp, name) VALUES (3, 'Third3')`,
    );
    await restoreData({ connectionString: newer, from: file() });
    expect(await query(newer, 'SELECT count(*)::int AS n FROM forum.thread WHERE NOT pinned')).toEqual([
      { n: 20_000 },
    ]);
  });
});
