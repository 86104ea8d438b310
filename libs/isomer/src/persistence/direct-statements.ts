import type { DataSource, EntityManager } from 'typeorm';
import type { Pool } from 'pg';

/**
 * The manager of a data source whose `query`, for single statements outside a transaction, goes to the pool itself.
 * TypeORM makes a query runner for each, with subscribers and events that nothing here listens to: a fifth of what a
 * request costs us.
 */
export function directStatements(dataSource: DataSource): EntityManager {
  const direct = Object.create(dataSource.manager) as EntityManager;
  direct.query = async <T>(statement: string, parameters?: unknown[]): Promise<T> => {
    void dataSource.logger.logQuery(statement, parameters);
    const pool = (dataSource.driver as unknown as { master: Pool }).master;
    return (await pool.query(statement, parameters)).rows as T;
  };
  return direct;
}
