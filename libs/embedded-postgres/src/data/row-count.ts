import { EmbeddedPostgresError } from '../errors';
import type { DataProgress, DumpHeader, DumpTable } from './dump-format';

const NEWLINE = 0x0a;
const EVERY_MS = 200;

/**
 * Passes a table's text through and counts its rows: a newline inside a value is written `\n`, so every real one
 * ends a row. More or fewer than announced is an error. Progress is told a few times a second and at a table's end.
 */
export function countRows(header: DumpHeader, progress: (progress: DataProgress) => void = () => {}) {
  const totalRows = header.tables.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  let told = 0;
  return async function* (table: DumpTable, text: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const name = `${table.schema}.${table.name}`;
    let rows = 0;
    for await (const piece of text) {
      for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) rows++;
      yield piece;
      if (Date.now() - told < EVERY_MS) continue;
      told = Date.now();
      progress({ table: name, rows: done + rows, totalRows });
    }
    if (rows !== table.rows)
      throw new EmbeddedPostgresError(
        'DUMP',
        `${name} should have ${table.rows} rows and has ${rows}: take the dump again.`,
      );
    done += rows;
    progress({ table: name, rows: done, totalRows });
  };
}
