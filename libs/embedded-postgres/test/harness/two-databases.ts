import { type EmbeddedPostgres, openEmbeddedPostgres } from '@isomer/embedded-postgres';
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { query } from './query';

/** What a migrated schema may look like, oddities included. Run on the source and on the target. */
const SCHEMA = `
  CREATE SCHEMA forum;
  CREATE SCHEMA "Odd ""Name""";
  CREATE TABLE forum.migrations (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL);
  INSERT INTO forum.migrations (timestamp, name) VALUES (1, 'First1'), (2, 'Second2');
  CREATE TYPE forum.mood AS ENUM ('calm', 'it''s "odd"');
  CREATE TABLE forum.thread (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    shout text GENERATED ALWAYS AS (upper(title)) STORED,
    answer_id int
  );
  CREATE TABLE forum.answer (
    id serial PRIMARY KEY,
    thread_id int NOT NULL REFERENCES forum.thread (id),
    parent_id int REFERENCES forum.answer (id)
  );
  ALTER TABLE forum.thread ADD CONSTRAINT best FOREIGN KEY (answer_id) REFERENCES forum.answer (id) ON DELETE SET NULL;
  COMMENT ON CONSTRAINT best ON forum.thread IS 'a cycle';
  CREATE TABLE forum.thing (
    n int PRIMARY KEY, t text, b bytea, j jsonb, ts timestamptz, d date, i interval, f float8, num numeric, u uuid,
    a text[], aa int[][], m forum.mood, r int4range, bit bit varying, tsv tsvector, flag boolean
  );
  CREATE TABLE forum.audit (what text);
  CREATE FUNCTION forum.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO forum.audit VALUES (TG_OP); RETURN NEW; END $$;
  CREATE TRIGGER audited AFTER INSERT ON forum.thread FOR EACH ROW EXECUTE FUNCTION forum.note();
  CREATE TABLE forum.event (id int, day date NOT NULL) PARTITION BY RANGE (day);
  CREATE TABLE forum.event_1 PARTITION OF forum.event FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
  CREATE TABLE forum.event_2 PARTITION OF forum.event FOR VALUES FROM ('2026-07-01') TO ('2027-01-01');
  CREATE TABLE forum.empty (id int);
  CREATE TABLE "Odd ""Name"""."Täble, with
newline" ("select" text, "a""b" int);
  CREATE SEQUENCE forum.ticket INCREMENT 10 START 100;
  CREATE SEQUENCE forum.spent MAXVALUE 3;
`;

export const SCHEMAS = ['forum', 'Odd "Name"'];

/** One server with a migrated `source` and fresh migrated targets on demand. */
export class TwoDatabases {
  private pg!: EmbeddedPostgres;
  private readonly folder = mkdtempSync(join(tmpdir(), 'epg-data-'));
  private count = 0;

  async start(): Promise<void> {
    chmodSync(this.folder, 0o755);
    this.pg = await openEmbeddedPostgres({ dataDir: join(this.folder, 'data') });
  }

  async stop(): Promise<void> {
    await this.pg.close({ untilStopped: true });
    rmSync(this.folder, { recursive: true, force: true });
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  async migrated(): Promise<string> {
    const name = `db_${++this.count}`;
    await query(this.pg.connectionString, `CREATE DATABASE ${name}`);
    const url = new URL(this.pg.connectionString);
    url.pathname = `/${name}`;
    await query(url.href, SCHEMA);
    return url.href;
  }
}

/** All rows of all tables and the state of all sequences, to compare. */
export async function contents(connectionString: string): Promise<unknown> {
  const tables = await query<{ t: string; kind: string }>(
    connectionString,
    `SELECT oid::regclass::text AS t, relkind AS kind FROM pg_class WHERE relkind IN ('r', 'S') AND relnamespace::regnamespace::text ~ 'forum|Odd' ORDER BY 1`,
  );
  const found: Record<string, unknown> = {};
  for (const { t, kind } of tables) {
    const rows = kind === 'S' ? nextValue(t) : `SELECT x::text AS row FROM ${t} x ORDER BY 1`;
    found[t] = (await query<{ row: string }>(connectionString, rows)).map(({ row }) => row);
  }
  return found;
}

const nextValue = (sequence: string) =>
  `SELECT (last_value + CASE WHEN is_called THEN seqincrement ELSE 0 END)::text AS row FROM ${sequence}, pg_sequence WHERE seqrelid = '${sequence}'::regclass`;
