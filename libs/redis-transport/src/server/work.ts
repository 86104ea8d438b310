type Task = () => Promise<void>;

/** Runs tasks, at most `limit` at once, in the order in which they came. Tasks must not reject. */
export class Work {
  private running = 0;
  private readonly queue: Task[] = [];
  private readonly idleWaiters: (() => void)[] = [];
  private roomWaiter?: () => void;

  constructor(private readonly limit: number) {}

  /** How many more tasks could start at once; never negative. */
  get room(): number {
    return Math.max(0, this.limit - this.running - this.queue.length);
  }

  get unfinished(): number {
    return this.running + this.queue.length;
  }

  push(task: Task): void {
    if (this.running < this.limit) this.start(task);
    else this.queue.push(task);
  }

  /** Resolves when there is room, or on {@link release}. For one waiter at a time. */
  whenRoom(): Promise<void> {
    if (this.room > 0) return Promise.resolve();
    return new Promise((resolve) => (this.roomWaiter = resolve));
  }

  release(): void {
    this.roomWaiter?.();
  }

  whenIdle(): Promise<void> {
    if (this.unfinished === 0) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  private start(task: Task): void {
    this.running += 1;
    void task().then(() => this.finished());
  }

  private finished(): void {
    this.running -= 1;
    const next = this.queue.shift();
    if (next) this.start(next);
    if (this.room > 0) this.roomWaiter?.();
    if (this.unfinished === 0) for (const resolve of this.idleWaiters.splice(0)) resolve();
  }
}
