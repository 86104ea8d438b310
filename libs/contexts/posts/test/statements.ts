import type { BootedContext } from '@isomer/framework/testing';
import { Client } from 'pg';

/** Rows of a statement in the schema of posts, as somebody who looks after the database. */
export async function statementsOf(
  { database }: BootedContext,
  statement: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('SET search_path TO posts');
    return (await client.query(statement, values)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}
