import type { Client } from 'pg';
import { EmbeddedPostgresError } from '../errors';
import { migrationsOf, sequencesOf, tablesOf } from './catalog';
import type { DumpHeader } from './dump-format';
import { qualified } from './sql';

const refuse = (message: string) => new EmbeddedPostgresError('RESTORE_TARGET', message);

/**
 * Whether the dump fits: everything it names is there, and no table has a row. Locks the tables for the rest of the
 * transaction, so that this stays true. The target may have more (a newer release): its defaults fill it.
 */
export async function checkTarget(client: Client, header: DumpHeader): Promise<void> {
  const missing = [
    ...(await missingMigrations(client, header)),
    ...(await missingTables(client, header)),
    ...(await missingSequences(client, header)),
  ];
  if (missing.length > 0) {
    const more = missing.length > 3 ? ` and ${missing.length - 3} more` : '';
    throw refuse(
      `The target lacks ${missing.slice(0, 3).join(', ')}${more}: migrate it with the release that made the dump, or a newer one, then restore.`,
    );
  }
  for (const table of header.tables) {
    await client.query(`LOCK TABLE ${qualified(table)} IN ACCESS EXCLUSIVE MODE`);
    const { rowCount } = await client.query(`SELECT FROM ${qualified(table)} LIMIT 1`);
    if (rowCount)
      throw refuse(
        `The target's table ${table.schema}.${table.name} has rows: restore into a database that was migrated and never used.`,
      );
  }
}

async function missingMigrations(client: Client, { migrations }: DumpHeader): Promise<string[]> {
  const applied = await migrationsOf(client, Object.keys(migrations));
  return Object.entries(migrations).flatMap(([schema, names]) =>
    names.filter((name) => !applied[schema]?.includes(name)).map((name) => `migration ${schema}.${name}`),
  );
}

async function missingTables(client: Client, { schemas, tables }: DumpHeader): Promise<string[]> {
  const present = await tablesOf(client, schemas);
  return tables.flatMap(({ schema, name, columns }) => {
    const table = present.find((candidate) => candidate.schema === schema && candidate.name === name);
    if (!table) return [`table ${schema}.${name}`];
    const known = new Set(table.columns.map((column) => column.name));
    return columns
      .filter((column) => !known.has(column.name))
      .map((column) => `column ${schema}.${name}.${column.name}`);
  });
}

async function missingSequences(client: Client, { schemas, sequences }: DumpHeader): Promise<string[]> {
  const present = new Set((await sequencesOf(client, schemas)).map(qualified));
  return sequences
    .filter((sequence) => !present.has(qualified(sequence)))
    .map(({ schema, name }) => `sequence ${schema}.${name}`);
}
