import type { Client } from 'pg';
import type { DumpTable } from './dump-format';
import { qualified } from './sql';

/** Tables that tell how the schema came to be. The target has its own. */
const BOOKKEEPING = ['migrations', 'typeorm_metadata'];

/** Every table with rows of its own in the schemas, with the columns that hold them. Rows are not counted. */
export async function tablesOf(client: Client, schemas: string[]): Promise<DumpTable[]> {
  const { rows } = await client.query<DumpTable>(
    `SELECT n.nspname AS schema, c.relname AS name, c.relkind = 'p' AS partitioned, 0 AS rows,
            coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
                     FILTER (WHERE a.attnum > 0), '[]') AS columns
       FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> ALL($2)
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      GROUP BY n.nspname, c.relname, c.relkind
      ORDER BY n.nspname, c.relname`,
    [schemas, BOOKKEEPING],
  );
  return rows;
}

export async function missingSchemas(client: Client, schemas: string[]): Promise<string[]> {
  const { rows } = await client.query<{ nspname: string }>(
    'SELECT nspname FROM pg_namespace WHERE nspname = ANY($1)',
    [schemas],
  );
  return schemas.filter((schema) => !rows.some(({ nspname }) => nspname === schema));
}

/** The names in each schema's `migrations` table, oldest first. */
export async function migrationsOf(client: Client, schemas: string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const schema of schemas) {
    const table = qualified({ schema, name: 'migrations' });
    const { rows } = await client.query<{ ok: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = 'name' AND NOT attisdropped) AS ok`,
      [table],
    );
    if (!rows[0]?.ok) continue;
    const { rows: names } = await client.query<{ name: string }>(`SELECT name FROM ${table} ORDER BY name`);
    found[schema] = names.map(({ name }) => name);
  }
  return found;
}

/** All but those of the bookkeeping tables. */
export async function sequencesOf(
  client: Client,
  schemas: string[],
): Promise<{ schema: string; name: string }[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `SELECT n.nspname AS schema, c.relname AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY($1) AND c.relkind = 'S'
        AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid
                         WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                           AND t.relname = ANY($2))
      ORDER BY n.nspname, c.relname`,
    [schemas, BOOKKEEPING],
  );
  return rows;
}
