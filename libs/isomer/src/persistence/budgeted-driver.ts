import pg from 'pg';
import type { ConnectionBudget } from './connection-budget';

type Checkout = (error: Error | undefined, client: pg.PoolClient | undefined, release: (error?: Error | boolean) => void) => void;

/** The `pg` driver with pools that share one budget; what TypeORM takes as its driver. */
export function budgetedDriver(budget: ConnectionBudget): typeof pg {
  class Pool extends pg.Pool {
    constructor(options?: pg.PoolConfig) {
      super({ ...options, max: budget.total });
      budget.join(this);
    }

    shrink(): void {
      // An idle client is there, so this waits for nothing; a truthy release closes it.
      super.connect((error, _client, release) => {
        if (!error) release(true);
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

    private checkOut(done: Checkout): void {
      budget.acquire(this, (refused) => {
        if (refused) return done(refused, undefined, () => undefined);
        super.connect((error, client, release) => {
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
