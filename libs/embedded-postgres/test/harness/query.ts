import { Client, type QueryResultRow } from 'pg';

/** Runs one statement on a connection of its own and returns the rows. */
export async function query<R extends QueryResultRow>(
  connectionString: string,
  sql: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<R>(sql, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

export async function keepNote(connectionString: string, text: string): Promise<void> {
  await query(connectionString, 'CREATE TABLE IF NOT EXISTS note (text text)');
  await query(connectionString, 'INSERT INTO note VALUES ($1)', [text]);
}

export async function notes(connectionString: string): Promise<string[]> {
  return (await query<{ text: string }>(connectionString, 'SELECT text FROM note ORDER BY text')).map(
    ({ text }) => text,
  );
}
