import { ResourceExhausted } from '../contract/framework-errors';
import { sentences } from '../contract/sentences';

/** What the budget needs to know of a pool. */
export interface BudgetedPool {
  /** Connections that the server has for it: in use, idle, being opened or being closed. */
  readonly open: number;
  /** Idle connections that nobody is promised. */
  readonly spare: number;
  /** Closes one spare connection and calls back when the server has let go of it. */
  shrink(done: () => void): void;
}

/**
 * For how long one pool must have somebody waiting, and another an idle connection, before that one is closed to make
 * room, in milliseconds. It takes longer than most statements: contexts that take turns must not do it each time.
 */
const reluctanceMs = 50;

interface Waiting {
  pool: BudgetedPool;
  /** Whether it counts as using a connection, and only lacks the room to open one. */
  admitted: boolean;
  proceed: (error?: Error) => void;
}

/**
 * One number of database connections for all contexts of a process. Each context has one that no other
 * can take, so a busy context cannot starve a quiet one; the rest goes to whoever comes first.
 */
export class ConnectionBudget {
  private readonly inUse = new Map<BudgetedPool, number>();
  private readonly waiting = new Set<Waiting>();
  private closing = 0;
  private rebalancing?: NodeJS.Timeout;
  /** Pools that have had an idle connection ever since somebody waits. */
  private idle = new Set<BudgetedPool>();

  constructor(
    readonly total: number,
    /** How long to wait for a connection, in milliseconds. */
    private readonly patienceMs = 5_000,
  ) {}

  /** Connections that one pool has when the others have no more than their own. */
  get mostForOne(): number {
    return this.total - this.inUse.size + 1;
  }

  /** @throws Error when a reserved connection each is more than there are in total */
  join(pool: BudgetedPool): void {
    if (this.inUse.size === this.total) {
      throw new Error(
        `DATABASE_CONNECTIONS is ${this.total}, but ${this.total + 1} contexts here need one each`,
      );
    }
    this.inUse.set(pool, 0);
  }

  leave(pool: BudgetedPool): void {
    this.inUse.delete(pool);
    this.advance();
  }

  /** Calls back when `pool` may check a connection out: at once if it may. */
  acquire(pool: BudgetedPool, proceed: (error?: Error) => void): void {
    const waiting: Waiting = { pool, admitted: false, proceed };
    if (this.waiting.size === 0 && this.mayProceed(waiting)) return proceed();
    const timer = setTimeout(() => {
      this.waiting.delete(waiting);
      if (waiting.admitted) this.release(pool);
      proceed(new ResourceExhausted(sentences.noConnection, { retryAfterMs: 1_000 }));
    }, this.patienceMs);
    waiting.proceed = () => {
      clearTimeout(timer);
      proceed();
    };
    this.waiting.add(waiting);
    this.advance();
  }

  release(pool: BudgetedPool): void {
    if (this.inUse.has(pool)) this.inUse.set(pool, this.used(pool) - 1);
    this.advance();
  }

  /** Lets all go on that may, in the order in which they came. */
  advance(): void {
    const without = new Set<BudgetedPool>();
    let isLacking = false;
    for (const next of this.waiting) {
      if (this.mayProceed(next)) {
        this.waiting.delete(next);
        next.proceed();
      } else if (next.admitted) {
        isLacking = true;
        if (next.pool.open === 0) without.add(next.pool);
      }
    }
    // Idle connections count too: for each one that cannot be opened, one of another pool is closed.
    while (without.size > this.closing && this.shrink(this.inUse.keys()));
    this.watch(isLacking);
  }

  private mayProceed(next: Waiting): boolean {
    next.admitted ||= this.take(next.pool);
    return next.admitted && (next.pool.spare > 0 || this.open < this.total);
  }

  /** Sees whether the connections are where they are needed, for as long as somebody lacks one. */
  private watch(isLacking: boolean): void {
    if (!isLacking) return this.idle.clear();
    for (const pool of this.idle) if (pool.spare <= 0) this.idle.delete(pool);
    if (this.rebalancing) return;
    for (const pool of this.inUse.keys()) if (pool.spare > 0) this.idle.add(pool);
    this.rebalancing = setTimeout(() => {
      this.rebalancing = undefined;
      if (this.closing === 0) this.shrink(this.idle);
      this.idle.clear();
      this.advance();
    }, reluctanceMs).unref();
  }

  private take(pool: BudgetedPool): boolean {
    const used = this.used(pool);
    if (used > 0 && this.shared() <= 0) return false;
    this.inUse.set(pool, used + 1);
    return true;
  }

  /** Connections that are nobody's reserve and free. */
  private shared(): number {
    let free = this.total - this.inUse.size;
    for (const used of this.inUse.values()) free -= Math.max(0, used - 1);
    return free;
  }

  private get open(): number {
    let open = 0;
    for (const pool of this.inUse.keys()) open += pool.open;
    return open;
  }

  /** Closes an idle connection of the first of the pools that has one. */
  private shrink(pools: Iterable<BudgetedPool>): boolean {
    for (const pool of pools) {
      if (pool.spare <= 0) continue;
      this.closing++;
      pool.shrink(() => {
        this.closing--;
        this.advance();
      });
      return true;
    }
    return false;
  }

  private used(pool: BudgetedPool): number {
    return this.inUse.get(pool) ?? 0;
  }
}
