import { CallContext, ResourceExhausted } from '@isomer/framework';

/** Runs a few pieces of work at a time, and has a bounded number of them wait, each no longer than its call may take. */
export class BoundedTurns {
  private running = 0;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly bounds: { atOnce: number; waiting: number },
    private readonly whenFull: string,
  ) {}

  /** @throws ResourceExhausted when too many wait, and what has ended the call that waited */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.bounds.atOnce) this.running++;
    else await this.turn();
    try {
      return await work();
    } finally {
      const [next] = this.waiting;
      if (next) next();
      else this.running--;
    }
  }

  /** Waits for the place of one that has ended. */
  private turn(): Promise<void> {
    if (this.waiting.size >= this.bounds.waiting)
      return Promise.reject(new ResourceExhausted(this.whenFull, { retryAfterMs: 1_000 }));
    const signal = CallContext.current?.signal;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const begin = () => {
        this.waiting.delete(begin);
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.waiting.delete(begin);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.waiting.add(begin);
    });
  }
}
