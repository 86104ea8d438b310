import pg from 'pg';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { z } from 'zod';
import { type TestDatabase, emptyDatabase } from '../testing/database';
import { Settings } from '../src/configuration/settings';
import { everyone } from '../src/contract/access';
import { command, contract, query } from '../src/contract/contract';
import { error } from '../src/contract/errors';
import { type ContextSchema, dataSourceOptions, roleOf } from '../src/persistence/context-database';
import { IdempotencyStore } from '../src/persistence/idempotency-store';
import { migrate } from '../src/persistence/migrate';
import { UnitOfWork } from '../src/persistence/unit-of-work';

/** A context that keeps notes, for the specs of persistence. */
export class TextTaken extends error('notes.text-taken', {
  meaning: 'AlreadyExists',
  message: 'There is such a note.',
}) {}

export const NewNote = z.object({ text: z.string(), password: z.string().optional() });
export const Note = z.object({ id: z.int(), text: z.string() });
export type Note = z.infer<typeof Note>;

export class NotesApi extends contract('notes', {
  write: command({ input: NewNote, output: Note, errors: [TextTaken], access: everyone }),
  rewrite: command({ input: NewNote, output: Note, access: everyone }),
  logIn: command({ input: NewNote, output: Note, access: everyone, idempotency: 'exempt' }),
  read: query({ input: z.object({}), output: z.object({ texts: z.array(z.string()) }), access: everyone }),
}) {}

class Notes1760000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE note (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text NOT NULL)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE note');
  }
}

export const schemaNamed = (name: string): ContextSchema => ({
  name,
  entities: [],
  migrations: [Notes1760000000000],
});

/** A database with a schema of notes for each context, and what a context uses of it. */
export class NotesDatabase {
  private readonly sources: DataSource[] = [];

  private constructor(
    private readonly database: TestDatabase,
    readonly admin: pg.Client,
  ) {}

  static async open(...contexts: string[]): Promise<NotesDatabase> {
    const database = await emptyDatabase();
    await migrate({ adminUrl: database.url, schemas: contexts.map(schemaNamed) });
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    return new NotesDatabase(database, admin);
  }

  get url(): string {
    return this.database.url;
  }

  /** What one process of a context uses: its connections, its unit of work and its store. */
  async use(context: string): Promise<{
    source: DataSource;
    work: UnitOfWork;
    store: IdempotencyStore;
    write(text: string): Promise<Note>;
  }> {
    const source = await new DataSource(
      dataSourceOptions(schemaNamed(context), { url: this.url, role: roleOf(context) }),
    ).initialize();
    this.sources.push(source);
    const work = new UnitOfWork(source);
    const secret = new Settings('http://localhost', 'a secret for tests that is long enough').deriveKey(
      'notes idempotency',
    );
    return {
      source,
      work,
      store: new IdempotencyStore(source, secret),
      write: async (text) => {
        const rows: Note[] = await work.writer.query(
          'INSERT INTO note (text) VALUES ($1) RETURNING id, text',
          [text],
        );
        return rows[0]!;
      },
    };
  }

  async texts(context = 'notes'): Promise<string[]> {
    const { rows } = await this.admin.query<{ text: string }>(`SELECT text FROM ${context}.note ORDER BY id`);
    return rows.map(({ text }) => text);
  }

  async stored(context = 'notes'): Promise<{ scope: Buffer; fingerprint: Buffer; result: string | null }[]> {
    return (await this.admin.query(`SELECT scope, fingerprint, result FROM ${context}.idempotency`)).rows;
  }

  async clear(): Promise<void> {
    const { rows } = await this.admin.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE tablename IN ('note', 'idempotency', 'outbox', 'outbox_lane', 'inbox') AND schemaname IN ('notes', 'ledger')`,
    );
    await this.admin.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`);
  }

  /** Ends the connection of a transaction as a crash of the server's process would. */
  async killConnection(work: UnitOfWork): Promise<void> {
    const rows: { pid: number }[] = await work.writer.query('SELECT pg_backend_pid() AS pid');
    await this.admin.query('SELECT pg_terminate_backend($1, 5000)', [rows[0]!.pid]);
  }

  /** What was opened when this was asked for stays; what is opened after that is closed by what it returns. */
  mark(): () => Promise<void> {
    const kept = this.sources.length;
    return async () => {
      for (const source of this.sources.splice(kept)) if (source.isInitialized) await source.destroy();
    };
  }

  async close(): Promise<void> {
    for (const source of this.sources) if (source.isInitialized) await source.destroy();
    await this.admin.end();
    await this.database.drop();
  }
}
