import { Client } from 'pg';
import { DATABASE, type PostgresConnection } from '../connection';
import { EmbeddedPostgresError, reasonOf } from '../errors';
import { waitUntil } from '../wait';
import type { Server } from './server';
import { startFailure } from './start-failure';

/** A recovery after a crash reads at most `max_wal_size` of log; a slow disk may take minutes over it. */
const LONGEST_START_MS = 600_000;

/** Waits until the server takes connections to our database, which is created if it is not there yet. */
export async function untilReady(server: Server, connection: PostgresConnection): Promise<void> {
  let last = 'no answer';
  const ready = async () => {
    if (!server.running) throw startFailure(server.reason(), server.cluster);
    try {
      if (!(await reaches(connection))) await createDatabase(connection);
      return true;
    } catch (error) {
      last = reasonOf(error);
      return false; // not listening yet, still recovering, or just gone
    }
  };
  if (!(await waitUntil(ready, { limitMs: LONGEST_START_MS, stepMs: 20 }))) {
    throw new EmbeddedPostgresError(
      'START',
      `Postgres did not answer within ${LONGEST_START_MS / 60_000} minutes (${last}): see its log.`,
    );
  }
}

async function reaches(connection: PostgresConnection): Promise<boolean> {
  try {
    await query(connection, 'SELECT 1');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '3D000') return false; // no such database
    throw error;
  }
}

const createDatabase = (connection: PostgresConnection) =>
  query({ ...connection, database: 'postgres' }, `CREATE DATABASE ${DATABASE}`);

async function query(connection: PostgresConnection, sql: string): Promise<void> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // a loss shows as the query's error
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => {});
  }
}
