const FIRST_MS = 50;
const LAST_MS = 1_000;

/** Waits that double up to a second, with jitter so that many processes do not come back as one. */
export class Backoff {
  private attempts = 0;
  private wake?: () => void;
  private cancelled = false;

  /** The next wait, shortened to nothing by {@link cancel}. */
  wait(): Promise<void> {
    if (this.cancelled) return Promise.resolve();
    const limit = Math.min(LAST_MS, FIRST_MS * 2 ** this.attempts++);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limit / 2 + (Math.random() * limit) / 2);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  reset(): void {
    this.attempts = 0;
  }

  /** For good: no wait of this object takes any time from now on. */
  cancel(): void {
    this.cancelled = true;
    this.wake?.();
  }
}
