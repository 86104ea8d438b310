import pg from 'pg';
import { DataSource } from 'typeorm';
import { type ContextSchema, dataSourceOptions, roleOf } from './context-database';

/** Any number that every release uses: two processes that migrate one database take turns. */
const migrationLock = 0x150_3e5;

export interface MigrateOptions {
  /** A login that may create schemas and, better, roles. */
  adminUrl: string;
  schemas: ContextSchema[];
  /** Logins that the contexts will use, by context, where they are not the administrator's. */
  logins?: Record<string, string>;
  log?: (line: string) => void;
}

/**
 * Brings every context's schema to this build, in a role of its own where roles may be created.
 * @returns how many migrations were run
 */
export async function migrate({
  adminUrl,
  schemas,
  logins = {},
  log = () => undefined,
}: MigrateOptions): Promise<number> {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'isomer migrate' });
  // It is idle while the contexts are migrated. That its connection was lost is told by what is asked of it next.
  admin.on('error', () => undefined);
  await admin.connect();
  let done = 0;
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    for (const schema of schemas) {
      const role = await prepare(admin, schema.name, logins[schema.name], log);
      const source = await new DataSource(dataSourceOptions(schema, { url: adminUrl, role })).initialize();
      try {
        for (const { name } of await source.runMigrations()) {
          log(`Migrated ${schema.name}: ${name}`);
          done++;
        }
      } finally {
        await source.destroy();
      }
    }
    return done;
  } finally {
    await admin.end();
  }
}

/** Schema and role of one context. Returns the role, or undefined where the login may not create one. */
async function prepare(
  admin: pg.Client,
  context: string,
  login: string | undefined,
  log: (line: string) => void,
): Promise<string | undefined> {
  const role = roleOf(context);
  const usable = await createRole(admin, role);
  if (!usable)
    log(`${context}: this login may not create the role ${role}; going on without the wall that it gives`);
  await admin.query(
    usable
      ? `CREATE SCHEMA IF NOT EXISTS ${context} AUTHORIZATION ${role}`
      : `CREATE SCHEMA IF NOT EXISTS ${context}`,
  );
  if (usable && login) await admin.query(`GRANT ${role} TO ${pg.escapeIdentifier(login)}`);
  return usable ? role : undefined;
}

async function createRole(admin: pg.Client, role: string): Promise<boolean> {
  if (await canTakeOn(admin, role)) return true;
  try {
    // Roles belong to the whole server: another database of it may be creating the same one right now.
    await admin.query(`CREATE ROLE ${role} NOLOGIN`);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === '42501') return false; // insufficient privilege
    if (code !== '42710' && code !== '23505') throw error; // it is there already
  }
  if (!(await canTakeOn(admin, role)))
    await admin.query(`GRANT ${role} TO CURRENT_USER`).catch(() => undefined);
  return canTakeOn(admin, role);
}

/** Whether the login of `client` may act as `role`: tried, because how to ask differs by version of Postgres. */
export async function canTakeOn(client: pg.Client, role: string): Promise<boolean> {
  try {
    await client.query(`SET ROLE ${role}`);
    await client.query('RESET ROLE');
    return true;
  } catch {
    return false;
  }
}

/** Names of the migrations of this build that a database lacks. */
export async function pendingMigrations(source: DataSource): Promise<string[]> {
  const known = source.migrations.map(({ name, constructor }) => name ?? constructor.name);
  try {
    const rows: { name: string }[] = await source.query(
      `SELECT name FROM ${source.options.migrationsTableName}`,
    );
    const done = new Set(rows.map(({ name }) => name));
    return known.filter((name) => !done.has(name));
  } catch (error) {
    if ((error as { code?: string }).code === '42P01') return known; // no such table: never migrated
    throw error;
  }
}
