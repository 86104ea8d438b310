import { ResourceExhausted } from '../contract/framework-errors';

/** What the budget needs to know of a pool. */
export interface BudgetedPool {
  readonly totalCount: number;
  readonly idleCount: number;
  /** Closes one idle connection. */
  shrink(): void;
}

interface Waiting {
  pool: BudgetedPool;
  proceed: (error?: Error) => void;
}

/**
 * One number of database connections for all contexts of a process. Each context has one that no other
 * can take, so a busy context cannot starve a quiet one; the rest goes to whoever comes first.
 */
export class ConnectionBudget {
  private readonly inUse = new Map<BudgetedPool, number>();
  private readonly waiting = new Set<Waiting>();

  constructor(
    readonly total: number,
    /** How long to wait for a connection, in milliseconds. */
    private readonly patienceMs = 5_000,
  ) {}

  /** @throws Error when a reserved connection each is more than there are in total */
  join(pool: BudgetedPool): void {
    this.inUse.set(pool, 0);
    if (this.inUse.size > this.total) {
      throw new Error(`DATABASE_CONNECTIONS is ${this.total}, but ${this.inUse.size} contexts here need one each`);
    }
  }

  /** Calls back when `pool` may check a connection out: at once if it may. */
  acquire(pool: BudgetedPool, proceed: (error?: Error) => void): void {
    if (this.take(pool)) return proceed();
    const waiting: Waiting = { pool, proceed };
    const timer = setTimeout(() => {
      this.waiting.delete(waiting);
      proceed(new ResourceExhausted('Every database connection is in use', { retryAfterMs: 1_000 }));
    }, this.patienceMs);
    waiting.proceed = (error) => {
      clearTimeout(timer);
      proceed(error);
    };
    this.waiting.add(waiting);
  }

  release(pool: BudgetedPool): void {
    this.inUse.set(pool, this.used(pool) - 1);
    for (const next of this.waiting) {
      if (!this.take(next.pool)) continue;
      this.waiting.delete(next);
      return next.proceed();
    }
  }

  private take(pool: BudgetedPool): boolean {
    const used = this.used(pool);
    if (used > 0 && this.shared() <= 0) return false;
    this.inUse.set(pool, used + 1);
    if (pool.idleCount === 0) this.makeRoom(pool);
    return true;
  }

  /** Connections that are nobody's reserve and free. */
  private shared(): number {
    let free = this.total - this.inUse.size;
    for (const used of this.inUse.values()) free -= Math.max(0, used - 1);
    return free;
  }

  /** Idle connections of others count too: close one if opening another would go over the total. */
  private makeRoom(pool: BudgetedPool): void {
    let open = 0;
    for (const each of this.inUse.keys()) open += each.totalCount;
    if (open < this.total) return;
    for (const other of this.inUse.keys()) {
      if (other !== pool && other.idleCount > 0) return other.shrink();
    }
  }

  private used(pool: BudgetedPool): number {
    return this.inUse.get(pool) ?? 0;
  }
}
