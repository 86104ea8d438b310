/** An entry of this consumer that is to be handled later. Without what is in it: that stays in Redis. */
export interface Waiting {
  id: string;
  /** Which attempt comes next, from 1 on. */
  attempt: number;
  /** Why it is given up when its time has come, if no attempt is left. */
  lastWords?: string;
}

interface RetryQueueOptions {
  /** How many may wait before no more events should be read. */
  limit: number;
  /** How many may be under way at once, so that retries never take all room from new events. */
  concurrency: number;
  /** Must not reject. */
  run: (waiting: Waiting, waitedMs: number) => Promise<void>;
}

/** Lets entries wait, and hands each on when its time has come. */
export class RetryQueue {
  private readonly waiting = new Map<string, { timer: NodeJS.Timeout; since: number }>();
  private readonly due: (() => void)[] = [];
  private running = 0;
  private stopped = false;
  private roomWaiter?: () => void;

  constructor(private readonly options: RetryQueueOptions) {}

  get room(): number {
    return Math.max(0, this.options.limit - this.waiting.size);
  }

  has(id: string): boolean {
    return this.waiting.has(id);
  }

  /** After {@link stop} nothing is kept: the entry is this consumer's in Redis, and another takes it over. */
  add(waiting: Waiting, delayMs: number): void {
    if (this.stopped || this.waiting.has(waiting.id)) return;
    const timer = setTimeout(() => this.ripe(waiting), delayMs);
    this.waiting.set(waiting.id, { timer, since: performance.now() });
  }

  /** Resolves when there is room, or on {@link stop}. For one waiter at a time. */
  whenRoom(): Promise<void> {
    if (this.room > 0 || this.stopped) return Promise.resolve();
    return new Promise((resolve) => (this.roomWaiter = resolve));
  }

  /** Forgets all that waits. */
  clear(): void {
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.due.length = 0;
    this.roomWaiter?.();
  }

  stop(): void {
    this.stopped = true;
    this.clear();
  }

  private ripe(waiting: Waiting): void {
    this.due.push(() => void this.start(waiting));
    this.next();
  }

  private next(): void {
    while (this.running < this.options.concurrency) {
      const start = this.due.shift();
      if (!start) return;
      start();
    }
  }

  private async start(waiting: Waiting): Promise<void> {
    const { since } = this.waiting.get(waiting.id) ?? { since: performance.now() };
    this.waiting.delete(waiting.id);
    this.running += 1;
    if (this.room > 0) this.roomWaiter?.();
    await this.options.run(waiting, performance.now() - since);
    this.running -= 1;
    this.next();
  }
}
