import { ResourceExhausted } from '../contract/framework-errors';

/** Who waits for a turn keeps a call open, of which a context serves so many at once: most of those are for others. */
const mostWaiting = 32;

/** Lets only so many go on at once, in the order in which they came. */
export class Turns {
  private inUse = 0;
  private readonly waiting = new Set<() => void>();

  /** @param most how many: asked each time, as it may not be known at first */
  constructor(private readonly most: () => number) {}

  /** @throws ResourceExhausted after `patienceMs`, or at once if many wait already, when nothing has been begun */
  async run<T>(patienceMs: number, work: () => Promise<T>): Promise<T> {
    if (this.inUse >= this.most()) await this.wait(patienceMs);
    else this.inUse++;
    try {
      return await work();
    } finally {
      // Whoever comes next takes over this place.
      const [next] = this.waiting;
      if (next) next();
      else this.inUse--;
    }
  }

  private wait(patienceMs: number): Promise<void> {
    if (this.waiting.size >= mostWaiting) return Promise.reject(tooMany());
    return new Promise((resolve, reject) => {
      const proceed = () => {
        clearTimeout(timer);
        this.waiting.delete(proceed);
        resolve();
      };
      const timer = setTimeout(
        () => {
          this.waiting.delete(proceed);
          reject(tooMany());
        },
        Math.max(0, patienceMs),
      );
      this.waiting.add(proceed);
    });
  }
}

function tooMany(): ResourceExhausted {
  return new ResourceExhausted('Too many events are being handled', { retryAfterMs: 1_000 });
}
