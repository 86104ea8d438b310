import type { DataSourceOptions } from 'typeorm';
import { budgetedDriver } from './budgeted-driver';
import { ConnectionBudget } from './connection-budget';
import { type ContextSchema, type DatabaseAddress, dataSourceOptions } from './context-database';

/**
 * Nobody waits longer for a statement outside a unit of work, which has a limit of its own: the server gives it up before
 * those who ask it do, so that it takes nothing for somebody who is gone.
 */
const mostStatementMs = 15_000;

/** The databases of a process: where each context's is, and the budget that they share. */
export class Databases {
  private readonly budget: ConnectionBudget;
  private readonly driver: unknown;

  constructor(
    private readonly addresses: Record<string, DatabaseAddress>,
    connections: number,
  ) {
    this.budget = new ConnectionBudget(connections);
    this.driver = budgetedDriver(this.budget);
  }

  /** Connections that one context here can have at most. */
  get mostConnections(): number {
    return this.budget.mostForOne;
  }

  optionsOf(schema: ContextSchema): DataSourceOptions {
    const address = this.addresses[schema.name];
    if (!address) throw new Error(`No database is configured for ${schema.name}`);
    return dataSourceOptions(schema, address, { driver: this.driver, statementMs: mostStatementMs });
  }
}
