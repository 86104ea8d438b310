import type { DataSourceOptions } from 'typeorm';
import { budgetedDriver } from './budgeted-driver';
import { ConnectionBudget } from './connection-budget';
import {
  type ContextSchema,
  type DatabaseAddress,
  dataSourceOptions,
  mostStatementMs,
} from './context-database';

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
