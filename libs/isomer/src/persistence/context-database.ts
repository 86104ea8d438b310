import type { DataSourceOptions, MigrationInterface } from 'typeorm';
import { FrameworkEvents1700000001000 } from '../event/events-migration';
import { FrameworkSagas1700000002000 } from '../saga/sagas-migration';
import { Framework1700000000000 } from './framework-migration';

type Class<T = unknown> = abstract new (...args: never[]) => T;

/** What a context keeps, in a Postgres schema of its own name. */
export interface ContextSchema {
  name: string;
  entities: Class[];
  migrations: Class<MigrationInterface>[];
}

/**
 * Nobody waits longer for a statement, in milliseconds: the server gives it up before those who ask it do, so that it
 * takes nothing for somebody who is gone.
 */
export const mostStatementMs = 15_000;

/** How one context reaches its data in this process. */
export interface DatabaseAddress {
  url: string;
  /** Role to take on as the connection starts; unset where the login itself is the context's. */
  role?: string;
}

/** The role that owns a context's schema and reaches no other. */
export function roleOf(context: string): string {
  return `isomer_${context}`;
}

export function dataSourceOptions(
  { name, entities, migrations }: ContextSchema,
  { url, role }: DatabaseAddress,
  { driver, statementMs }: { driver?: unknown; statementMs?: number } = {},
): DataSourceOptions {
  const settings = { search_path: name, role, statement_timeout: statementMs };
  const startup = Object.entries(settings).flatMap(([each, value]) =>
    value === undefined ? [] : [`-c ${each}=${value}`],
  );
  return {
    type: 'postgres',
    ...connection(url),
    schema: name,
    entities: entities as never,
    migrations: [
      Framework1700000000000,
      FrameworkEvents1700000001000,
      FrameworkSagas1700000002000,
      ...migrations,
    ] as never,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    applicationName: `isomer ${name}`,
    driver,
    extra: {
      options: startup.join(' '),
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      // An idle connection whose other end is gone is found out in seconds; one that owes an answer by its client.
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    },
  };
}

/** `pg` reads a socket folder from `?host=`; TypeORM's own URL parser does not. */
export function connection(
  url: string,
):
  | { host?: string; port?: number; username?: string; password?: string; database?: string }
  | { url: string } {
  const parsed = new URL(url);
  const folder = parsed.searchParams.get('host');
  if (!folder) return { url };
  return {
    host: folder,
    port: Number(parsed.searchParams.get('port') ?? parsed.port) || 5432,
    username: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)),
  };
}
