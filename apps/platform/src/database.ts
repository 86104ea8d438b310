import {
  type Configuration,
  ConfigurationError,
  type DatabaseAddress,
  Databases,
  canTakeOn,
  contextDatabaseVariable,
  dataSourceOptions,
  declarationOf,
  migrate,
  pendingMigrations,
  roleOf,
  schemaOf,
} from '@isomer/framework';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { contextModules, contextNames } from './contexts';
import { type HeldPostgres, holdEmbedded } from './held-postgres';
import { isLaunched } from './launched';

/** The databases of this process, ready to use. */
export interface OpenDatabases {
  databases: Databases;
  /** By context, for people: where its data is. */
  places: Record<string, string>;
  embedded?: HeldPostgres;
}

type Log = (line: string) => void;

/** Whether the platform keeps its data in a Postgres of its own. */
export function isEmbedded({ databaseUrl, contextDatabaseUrls, here }: Configuration): boolean {
  return !databaseUrl && here.some((name) => !contextDatabaseUrls[name]);
}

/**
 * Opens what the contexts here need. A database of our own is brought to this build at once; one of a
 * server is only looked at, because there it is somebody's decision when to migrate.
 */
export async function openDatabases(configuration: Configuration, log: Log): Promise<OpenDatabases> {
  const { here, contextDatabaseUrls, databaseConnections } = configuration;
  // Where there is a launcher it has the same database open, and says what becomes of it once for all.
  const databaseLog = isLaunched() ? () => undefined : log;
  const embedded = isEmbedded(configuration) ? await holdEmbedded(configuration, databaseLog) : undefined;
  const addresses: Record<string, DatabaseAddress> = {};
  const places: Record<string, string> = {};
  try {
    if (embedded)
      await migrateHere(
        embedded.connectionString,
        configuration,
        log,
        here.filter((name) => !contextDatabaseUrls[name]),
      );
    for (const name of here) {
      const own = contextDatabaseUrls[name];
      const url = own ?? embedded?.connectionString ?? configuration.databaseUrl!;
      const role = await usableRole(url, name, own !== undefined);
      addresses[name] = { url, role };
      places[name] = describe(own ?? configuration.databaseUrl, role);
      if (own || !embedded) await assertMigrated(name, addresses[name]);
    }
  } catch (error) {
    await embedded?.close();
    throw error;
  }
  return { databases: new Databases(addresses, databaseConnections), places, embedded };
}

/** Brings the contexts that keep their data at `adminUrl` to this build. Returns how many migrations that took. */
export async function migrateHere(
  adminUrl: string,
  { contextDatabaseUrls, databaseUrl }: Configuration,
  log: Log,
  names: readonly string[] = contextNames,
): Promise<number> {
  const schemas = contextModules
    .map((module) => schemaOf(declarationOf(module)))
    .filter(({ name }) => names.includes(name));
  const logins = Object.fromEntries(
    schemas.flatMap(({ name }) => {
      const url = contextDatabaseUrls[name] ?? databaseUrl;
      return url ? [[name, decodeURIComponent(new URL(url).username)]] : [];
    }),
  );
  return migrate({ adminUrl, schemas, logins, log });
}

/** The context's own role, if the login may take it on; a login of its own needs none. */
export async function usableRole(url: string, name: string, ownLogin: boolean): Promise<string | undefined> {
  if (ownLogin) return undefined;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return (await canTakeOn(client, roleOf(name))) ? roleOf(name) : undefined;
  } catch (error) {
    throw new ConfigurationError([
      `DATABASE_URL: Postgres at ${place(url)} cannot be reached: ${(error as Error).message}`,
    ]);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function assertMigrated(name: string, address: DatabaseAddress): Promise<void> {
  const schema = contextModules
    .map((module) => schemaOf(declarationOf(module)))
    .find((each) => each.name === name)!;
  const source = new DataSource(dataSourceOptions(schema, address));
  try {
    await source.initialize();
  } catch (error) {
    throw new ConfigurationError([
      `${contextDatabaseVariable(name)}: Postgres at ${place(address.url)} cannot be reached: ${(error as Error).message}`,
    ]);
  }
  try {
    const pending = await pendingMigrations(source);
    if (pending.length > 0) {
      throw new ConfigurationError([
        `The database lacks ${pending.join(', ')} of ${name}; run: npm run isomer -- migrate`,
      ]);
    }
  } finally {
    await source.destroy();
  }
}

function describe(url: string | undefined, role: string | undefined): string {
  const where = url ? place(url) : 'embedded';
  return role ? `${where}, role ${role}` : url ? `${where}, login ${new URL(url).username}` : where;
}

/** A URL without what is secret in it. */
export function place(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  return `${searchParams.get('host') ?? hostname}${port ? `:${port}` : ''}${pathname}`;
}
