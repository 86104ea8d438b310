import pg from 'pg';
import type { BudgetedPool, ConnectionBudget } from './connection-budget';
import { mostStatementMs } from './context-database';
import { impatientClient } from './impatient-client';

type Checkout = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: Error | boolean) => void,
) => void;

/** For how long a server that owes an answer may be silent, in milliseconds. */
const mostSilenceMs = mostStatementMs + 5_000;

/** The `pg` driver with pools that share one budget; what TypeORM takes as its driver. */
export function budgetedDriver(budget: ConnectionBudget, silenceMs = mostSilenceMs): typeof pg {
  const Client = impatientClient(silenceMs);
  class Pool extends pg.Pool implements BudgetedPool {
    /** Connections between the server's yes and its goodbye. */
    private live = 0;
    private opening = 0;

    constructor(options?: pg.PoolConfig) {
      super({ ...options, max: budget.total, Client });
      budget.join(this);
      this.on('connect', () => void this.live++);
      this.on('remove', () => {
        this.live--;
        budget.advance();
      });
    }

    get open(): number {
      return this.live + this.opening;
    }

    get spare(): number {
      return this.idleCount - this.waitingCount;
    }

    shrink(done: () => void): void {
      // An idle client is there, so this waits for nothing; a truthy release closes it.
      super.connect((error, client, release) => {
        if (error || !client) return done();
        client.once('end', done);
        release(true);
      });
    }

    override connect(): Promise<pg.PoolClient>;
    override connect(done: Checkout): void;
    override connect(done?: Checkout): Promise<pg.PoolClient> | void {
      if (!done) {
        return new Promise((resolve, reject) =>
          this.checkOut((error, client) => (error ? reject(error) : resolve(client!))),
        );
      }
      this.checkOut(done);
    }

    override end(): Promise<void>;
    override end(done: () => void): void;
    override end(done?: () => void): Promise<void> | void {
      budget.leave(this);
      return done ? super.end(done) : super.end();
    }

    private checkOut(done: Checkout): void {
      budget.acquire(this, (refused) => {
        if (refused) return done(refused, undefined, () => undefined);
        const opens = this.spare <= 0 ? 1 : 0;
        this.opening += opens;
        super.connect((error, client, release) => {
          this.opening -= opens;
          if (error || !client) {
            budget.release(this);
            return done(error ?? new Error('No connection'), undefined, () => undefined);
          }
          const giveBack = (reason?: Error | boolean) => {
            release(reason);
            budget.release(this);
          };
          client.release = giveBack;
          done(undefined, client, giveBack);
        });
      });
    }
  }
  return { ...pg, Pool } as unknown as typeof pg;
}
