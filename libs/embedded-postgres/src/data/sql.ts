import { Client, escapeIdentifier } from 'pg';

/** `"schema"."name"`, whatever is in them. */
export const qualified = ({ schema, name }: { schema: string; name: string }) =>
  `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;

export const listed = (columns: { name: string }[]) =>
  columns.map(({ name }) => escapeIdentifier(name)).join(', ');

/** Settings that change how values are written as text, the same on both sides. */
const SESSION = `
  SET client_encoding = 'UTF8'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET timezone = 'UTC';
  SET extra_float_digits = 1; SET bytea_output = 'hex'; SET xmloption = 'content'; SET row_security = off;
  SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '10s';
`;

/** Runs `work` on a connection of its own, which is closed whatever happens; that also rolls back. */
export async function withClient<T>(
  connectionString: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString,
    application_name: 'isomer data',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {}); // a lost connection shows as the error of whatever runs on it
  await client.connect();
  try {
    await client.query(SESSION);
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
