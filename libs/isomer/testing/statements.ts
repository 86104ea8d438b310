import type { DataSource } from 'typeorm';

export interface Statement {
  text: string;
  values: unknown[];
}

/** A relay looks for what is due whenever it likes; who publishes writes to the lanes. */
const isOfARelay = /^(?![^]*INSERT INTO outbox_lane)[^]*outbox_lane/;

/** What was sent to a database while `work` ran. */
export async function statementsOf(source: DataSource, work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const { logger } = source;
  const silent = () => undefined;
  source.logger = {
    logQuery: (text, values) =>
      void (isOfARelay.test(text) || statements.push({ text, values: (values ?? []) as unknown[] })),
    logQueryError: silent,
    logQuerySlow: silent,
    logSchemaBuild: silent,
    logMigration: silent,
    log: silent,
  };
  try {
    await work();
  } finally {
    source.logger = logger;
  }
  return statements;
}
