import type { ClientBase } from 'pg';
import { type EntityManager, QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';

/** A statement that each connection parses once, and that soon needs no plan of its own. */
export interface Prepared {
  /** Of this text alone, in all that shares a connection. */
  name: string;
  text: string;
}

/**
 * Runs a statement in a transaction. TypeORM has each parsed and planned anew, which for a large one takes longer than to
 * run it. Only for those that have one way to run however many rows there are: a plan may be of a time when there were few.
 * @throws QueryFailedError
 */
export async function runPrepared<T>(
  { queryRunner, dataSource }: EntityManager,
  { name, text }: Prepared,
  values: unknown[],
): Promise<T[]> {
  // It would give a connection that others may have by now.
  if (!queryRunner || queryRunner.isReleased) throw new QueryRunnerAlreadyReleasedError();
  const client = (await queryRunner.connect()) as ClientBase;
  void dataSource.logger.logQuery(text, values, queryRunner);
  try {
    return (await client.query({ name, text, values })).rows as T[];
  } catch (error) {
    throw new QueryFailedError(text, values, error as Error);
  }
}
