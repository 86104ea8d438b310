import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { type TestDatabase, emptyDatabase } from '../../testing/database';
import { type ContextSchema, type DatabaseAddress, dataSourceOptions, roleOf } from './context-database';
import { canTakeOn, migrate, pendingMigrations } from './migrate';
import { schemaNamed } from '../../test/notes-context';

const notes = schemaNamed('notes');
const ledger = schemaNamed('ledger');

let database: TestDatabase;
let admin: pg.Client;
beforeEach(async () => {
  database = await emptyDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
});
afterEach(async () => {
  await admin.end();
  await database.drop();
});

async function within<T>(
  schema: ContextSchema,
  address: Partial<DatabaseAddress>,
  work: (source: DataSource) => Promise<T>,
): Promise<T> {
  const source = await new DataSource(
    dataSourceOptions(schema, { url: database.url, ...address }),
  ).initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}

/** A login of its own, for the time of one test. */
async function withLogin(
  attributes: string,
  work: (url: string, login: string) => Promise<void>,
): Promise<void> {
  const login = `login_${randomBytes(4).toString('hex')}`;
  const url = new URL(database.url);
  url.username = login;
  await admin.query(`CREATE ROLE ${login} LOGIN ${attributes}`);
  await admin.query(`GRANT CREATE ON DATABASE ${url.pathname.slice(1)} TO ${login}`);
  try {
    await work(url.href, login);
  } finally {
    await admin.query(`DROP OWNED BY ${login} CASCADE`);
    await admin.query(`DROP ROLE ${login}`);
  }
}

test('each context gets a schema, a role that owns it and the tables of its migrations and the framework', async () => {
  const lines: string[] = [];
  await migrate({ adminUrl: database.url, schemas: [notes, ledger], log: (line) => lines.push(line) });
  expect(lines).toEqual([
    'Migrated notes: Framework1700000000000',
    'Migrated notes: FrameworkEvents1700000001000',
    'Migrated notes: FrameworkSagas1700000002000',
    'Migrated notes: Notes1760000000000',
    'Migrated ledger: Framework1700000000000',
    'Migrated ledger: FrameworkEvents1700000001000',
    'Migrated ledger: FrameworkSagas1700000002000',
    'Migrated ledger: Notes1760000000000',
  ]);
  const { rows } = await admin.query<{ tables: string }>(
    `SELECT schemaname || ' ' || tableowner || ': ' || string_agg(tablename, ' ' ORDER BY tablename) AS tables
     FROM pg_tables WHERE schemaname IN ('notes', 'ledger') GROUP BY schemaname, tableowner ORDER BY 1`,
  );
  expect(rows.map(({ tables }) => tables)).toEqual([
    'ledger isomer_ledger: idempotency inbox migrations note outbox outbox_lane saga saga_wait',
    'notes isomer_notes: idempotency inbox migrations note outbox outbox_lane saga saga_wait',
  ]);
});

test('a second time there is nothing to do', async () => {
  await migrate({ adminUrl: database.url, schemas: [notes] });
  const lines: string[] = [];
  await migrate({ adminUrl: database.url, schemas: [notes], log: (line) => lines.push(line) });
  expect(lines).toEqual([]);
});

test('processes that start at once do not collide, in one database or in two of one server', async () => {
  const other = await emptyDatabase();
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const urls = [database.url, database.url, database.url, other.url, other.url];
  await Promise.all(urls.map((adminUrl) => migrate({ adminUrl, schemas: [notes, ledger], log })));
  expect(lines.filter((line) => line === 'Migrated notes: Notes1760000000000')).toHaveLength(2);
  expect(lines).toHaveLength(16);
  await other.drop();
});

test('a migration that fails leaves nothing of itself, and what came before it stays', async () => {
  class Broken1770000000000 implements MigrationInterface {
    async up(runner: QueryRunner): Promise<void> {
      await runner.query('CREATE TABLE half (id integer)');
      await runner.query('CREATE TABLE note (id integer)');
    }
    async down(): Promise<void> {}
  }
  const broken = { ...notes, migrations: [...notes.migrations, Broken1770000000000] };
  await expect(migrate({ adminUrl: database.url, schemas: [broken] })).rejects.toThrow('already exists');
  const { rows } = await admin.query(
    `SELECT to_regclass('notes.half') AS half, to_regclass('notes.note') AS note`,
  );
  expect(rows).toEqual([{ half: null, note: 'notes.note' }]);
  await within(broken, {}, async (source) =>
    expect(await pendingMigrations(source)).toEqual(['Broken1770000000000']),
  );
});

test('a database that was never migrated lacks everything, and one that was lacks nothing', async () => {
  await within(notes, {}, async (source) =>
    expect(await pendingMigrations(source)).toEqual([
      'Framework1700000000000',
      'FrameworkEvents1700000001000',
      'FrameworkSagas1700000002000',
      'Notes1760000000000',
    ]),
  );
  await migrate({ adminUrl: database.url, schemas: [notes] });
  await within(notes, {}, async (source) => expect(await pendingMigrations(source)).toEqual([]));
});

test('the role of one context reads and writes its own tables and cannot even read those of another', async () => {
  await migrate({ adminUrl: database.url, schemas: [notes, ledger] });
  await within(notes, { role: roleOf('notes') }, async (source) => {
    await source.query(`INSERT INTO note (text) VALUES ('mine')`);
    expect(await source.query('SELECT text FROM note')).toEqual([{ text: 'mine' }]);
    for (const statement of [
      'SELECT * FROM ledger.note',
      `INSERT INTO ledger.note (text) VALUES ('x')`,
      'SELECT * FROM ledger.idempotency',
      'DROP TABLE ledger.note',
    ]) {
      await expect(source.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(source.query('CREATE TABLE public.mine (id integer)')).rejects.toMatchObject({
      code: '42501',
    });
  });
});

test('a login that may not create roles goes on without, and says so for each context', async () => {
  // Roles belong to the server: this one must be nobody's but this test's.
  const alone = schemaNamed(`alone${randomBytes(4).toString('hex')}`);
  await withLogin('', async (adminUrl) => {
    const lines: string[] = [];
    await migrate({ adminUrl, schemas: [alone], log: (line) => lines.push(line) });
    expect(lines[0]).toBe(
      `${alone.name}: this login may not create the role ${roleOf(alone.name)}; going on without the wall that it gives`,
    );
    await within(alone, { url: adminUrl }, async (source) =>
      expect(await pendingMigrations(source)).toEqual([]),
    );
  });
});

test('a login that may create roles, but is no superuser, makes them and takes them on', async () => {
  const made = schemaNamed(`made${randomBytes(4).toString('hex')}`);
  await withLogin('CREATEROLE', async (adminUrl) => {
    const lines: string[] = [];
    await migrate({ adminUrl, schemas: [made], log: (line) => lines.push(line) });
    expect(lines).toEqual([
      `Migrated ${made.name}: Framework1700000000000`,
      `Migrated ${made.name}: FrameworkEvents1700000001000`,
      `Migrated ${made.name}: FrameworkSagas1700000002000`,
      `Migrated ${made.name}: Notes1760000000000`,
    ]);
    await within(made, { url: adminUrl, role: roleOf(made.name) }, async (source) => {
      expect(await source.query('SELECT current_user AS who')).toEqual([{ who: roleOf(made.name) }]);
    });
    await admin.query(`DROP OWNED BY ${roleOf(made.name)} CASCADE`);
    await admin.query(`DROP ROLE ${roleOf(made.name)}`);
  });
});

test('a login of its own may act for its context once it is migrated for it, and for no other', async () => {
  await withLogin('', async (url, login) => {
    await migrate({ adminUrl: database.url, schemas: [notes, ledger], logins: { notes: login } });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    expect([await canTakeOn(client, roleOf('notes')), await canTakeOn(client, roleOf('ledger'))]).toEqual([
      true,
      false,
    ]);
    await client.end();
    await within(notes, { url }, async (source) => {
      await source.query(`INSERT INTO note (text) VALUES ('mine')`);
      await expect(source.query('SELECT * FROM ledger.note')).rejects.toMatchObject({ code: '42501' });
    });
  });
});
