import { type Client, escapeIdentifier } from 'pg';
import type { DumpTable } from './dump-format';
import { qualified } from './sql';

/**
 * Takes away what would judge or change rows one by one, and returns how to put it back. Foreign keys are dropped
 * and added again, which checks all rows at once, whatever order and cycles the tables have; triggers are switched
 * off, because the rows in a dump are what they left. All inside the caller's transaction.
 */
export async function suspendConstraints(client: Client, tables: DumpTable[]): Promise<() => Promise<void>> {
  const names = tables.map(qualified);
  const { rows: keys } = await client.query<{
    table: string;
    name: string;
    definition: string;
    comment: string | null;
  }>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition, obj_description(oid, 'pg_constraint') AS comment
       FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND conrelid = ANY($1::regclass[])`,
    [names],
  );
  const { rows: triggers } = await client.query<{ table: string; name: string; state: 'O' | 'A' | 'R' }>(
    `SELECT tgrelid::regclass::text AS table, tgname AS name, tgenabled AS state
       FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0 AND tgenabled <> 'D' AND tgrelid = ANY($1::regclass[])`,
    [names],
  );
  for (const { table, name } of keys)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${escapeIdentifier(name)}`);
  for (const { table, name } of triggers)
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${escapeIdentifier(name)}`);

  return async () => {
    const enable = { O: 'ENABLE', A: 'ENABLE ALWAYS', R: 'ENABLE REPLICA' };
    for (const { table, name, state } of triggers)
      await client.query(`ALTER TABLE ${table} ${enable[state]} TRIGGER ${escapeIdentifier(name)}`);
    for (const { table, name, definition, comment } of keys) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${escapeIdentifier(name)} ${definition}`);
      if (comment !== null)
        await client.query(
          `COMMENT ON CONSTRAINT ${escapeIdentifier(name)} ON ${table} IS ${client.escapeLiteral(comment)}`,
        );
    }
  };
}
