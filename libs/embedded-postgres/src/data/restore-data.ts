import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { EmbeddedPostgresError, reasonOf } from '../errors';
import { suspendConstraints } from './constraints';
import type { DataProgress, DumpEnd, DumpHeader } from './dump-format';
import { DumpReader } from './dump-reader';
import { countRows } from './row-count';
import { restartSequences } from './sequences';
import { listed, qualified, withClient } from './sql';
import { checkTarget } from './target-check';

export interface RestoreOptions {
  /** Of a user who owns the tables. */
  connectionString: string;
  /** The dump: a file or a stream. */
  from: string | Readable;
  progress?: (progress: DataProgress) => void;
}

/**
 * Fills a database that was migrated and never used, in one transaction: all of the dump or nothing.
 * Memory stays flat. @returns the dump's header. @throws EmbeddedPostgresError
 */
export async function restoreData({ connectionString, from, progress }: RestoreOptions): Promise<DumpHeader> {
  const reader = new DumpReader(typeof from === 'string' ? createReadStream(from) : from);
  try {
    const header = await reader.header();
    await withClient(connectionString, async (client) => {
      await client.query('BEGIN');
      await checkTarget(client, header);
      const resume = await suspendConstraints(client, header.tables);
      const end = await fill(client, header, reader, progress);
      await restartSequences(client, end.sequences);
      await resume();
      await client.query('COMMIT');
    });
    return header;
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError(
      'RESTORE_TARGET',
      `The dump could not be restored (${reasonOf(error)}): nothing was changed; mend that and run it again.`,
      { cause: error },
    );
  } finally {
    reader.close();
  }
}

async function fill(
  client: Client,
  header: DumpHeader,
  reader: DumpReader,
  progress: RestoreOptions['progress'],
): Promise<DumpEnd> {
  const count = countRows(header, progress);
  let record = await reader.next();
  for (const [index, table] of header.tables.entries()) {
    if (table.rows === 0) continue;
    const text = async function* () {
      for (; 'bytes' in record && record.table === index; record = await reader.next()) yield record.bytes;
    };
    const copy = client.query(copyFrom(`COPY ${qualified(table)} (${listed(table.columns)}) FROM STDIN`));
    await pipeline(count(table, text()), copy);
  }
  if ('bytes' in record) throw reader.damaged('a table comes out of turn');
  return record;
}
