import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { EmbeddedPostgresError, reasonOf } from '../errors';
import { withOutputFile } from './atomic-file';
import { migrationsOf, missingSchemas, sequencesOf, tablesOf } from './catalog';
import {
  type DataProgress,
  type DumpEnd,
  type DumpHeader,
  type DumpTable,
  FORMAT,
  FORMAT_VERSION,
} from './dump-format';
import { DumpFrames } from './dump-frames';
import { countRows } from './row-count';
import { listed, qualified, withClient } from './sql';

export interface DumpOptions {
  connectionString: string;
  schemas: string[];
  /** A file, which appears under its name only when whole (mode 0600), or a stream, which is ended. */
  out: string | Writable;
  progress?: (progress: DataProgress) => void;
}

/**
 * Writes the rows of every table in the schemas, as they are at one instant, while others go on writing.
 * Memory stays flat. @returns the dump's header. @throws EmbeddedPostgresError
 */
export async function dumpData({
  connectionString,
  schemas,
  out,
  progress,
}: DumpOptions): Promise<DumpHeader> {
  const write = (sink: Writable) =>
    withClient(connectionString, async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const header = await describe(client, schemas);
      await pipeline(content(client, header, progress), createGzip(), sink);
      return header;
    });
  if (typeof out !== 'string') out.on('error', () => {}); // it may fail before the pipeline listens, which tells it then
  try {
    return await (typeof out === 'string' ? withOutputFile(out, write) : write(out));
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    const where = typeof out === 'string' ? ` to ${out}` : '';
    throw new EmbeddedPostgresError(
      'DUMP',
      `The data could not be dumped${where} (${reasonOf(error)}): mend that and run it again; no file was left.`,
      { cause: error },
    );
  }
}

async function describe(client: Client, schemas: string[]): Promise<DumpHeader> {
  const missing = await missingSchemas(client, schemas);
  if (missing.length > 0) {
    throw new EmbeddedPostgresError(
      'DUMP',
      `The database has no schema ${missing.join(', ')}: name schemas it has, or start the platform once to create them.`,
    );
  }
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  const tables = await tablesOf(client, schemas);
  for (const table of tables)
    table.rows = Number(
      (await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${source(table)}`)).rows[0]!.n,
    );
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    createdAt: new Date().toISOString(),
    postgres: rows[0]!.server_version,
    schemas,
    migrations: await migrationsOf(client, schemas),
    tables,
    sequences: await sequencesOf(client, schemas),
  };
}

async function* content(
  client: Client,
  header: DumpHeader,
  progress: DumpOptions['progress'],
): AsyncGenerator<Buffer> {
  const frames = new DumpFrames();
  const count = countRows(header, progress);
  yield* frames.header(header);
  for (const [index, table] of header.tables.entries()) {
    if (table.rows === 0) continue;
    const text = client.query(
      copyTo(`COPY (SELECT ${listed(table.columns)} FROM ${source(table)}) TO STDOUT`),
    );
    yield* frames.table(index, count(table, text));
  }
  yield* frames.end(await sequenceStates(client, header.sequences));
}

/** A partitioned table's rows are its partitions'; any other's are its own, without what inherits from it. */
const source = (table: DumpTable) => (table.partitioned ? qualified(table) : `ONLY ${qualified(table)}`);

async function sequenceStates(
  client: Client,
  sequences: DumpHeader['sequences'],
): Promise<DumpEnd['sequences']> {
  const states: DumpEnd['sequences'] = [];
  for (const sequence of sequences) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `SELECT last_value AS last, is_called AS called FROM ${qualified(sequence)}`,
    );
    states.push({ ...sequence, ...rows[0]! });
  }
  return states;
}
