type Task = () => Promise<void>;

/** Runs tasks, at most `limit` at once, in the order in which they came. Tasks must not reject. */
export class Work {
  private running = 0;
  private readonly queue: Task[] = [];
  /** Where the queue begins. With `shift` each task would move all of a queue that one entry has made very long. */
  private head = 0;
  private readonly idleWaiters: (() => void)[] = [];
  private roomWaiter?: () => void;

  constructor(private readonly limit: number) {}

  /** How many more tasks could start at once; never negative. */
  get room(): number {
    return Math.max(0, this.limit - this.unfinished);
  }

  get unfinished(): number {
    return this.running + this.queue.length - this.head;
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

  private whenIdle(): Promise<void> {
    if (this.unfinished === 0) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  /** Waits for what is unfinished, but no longer than `withinMs`. */
  async drain(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, withinMs)));
    await Promise.race([this.whenIdle(), timeout]);
    clearTimeout(timer);
  }

  private start(task: Task): void {
    this.running += 1;
    void task().then(() => this.finished());
  }

  private startNext(task: Task): void {
    this.head += 1;
    if (this.head * 2 >= this.queue.length) {
      this.queue.splice(0, this.head);
      this.head = 0;
    }
    this.start(task);
  }

  private finished(): void {
    this.running -= 1;
    const next = this.queue[this.head];
    if (next) this.startNext(next);
    if (this.room > 0) this.roomWaiter?.();
    if (this.unfinished === 0) for (const resolve of this.idleWaiters.splice(0)) resolve();
  }
}
