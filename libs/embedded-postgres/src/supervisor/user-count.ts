/** How long a supervisor waits for its first user, in milliseconds: whoever started it may have died. */
const FIRST_USER_MS = 10_000;

/** Counts the users and tells when the database is no longer wanted. */
export class UserCount {
  count = 0;
  /** Whether there ever was one. */
  seen = false;
  private timer: NodeJS.Timeout | undefined;
  private unwanted = false;
  private stopping = false;
  private draining = false;
  private tell = () => {};

  constructor(private readonly graceMs: number) {
    this.countDown(Math.max(FIRST_USER_MS, graceMs));
  }

  /** One more user. Returns how it leaves; leaving twice counts once. */
  enter(): () => void {
    clearTimeout(this.timer);
    this.unwanted = this.stopping;
    this.count++;
    this.seen = true;
    let here = true;
    return () => {
      if (!here) return;
      here = false;
      if (--this.count === 0) this.countDown(this.draining ? 0 : this.graceMs);
    };
  }

  /** Resolves as soon as nobody has used the database for the grace time. To be awaited once. */
  whenUnwanted(): Promise<void> {
    return this.unwanted ? Promise.resolve() : new Promise((resolve) => (this.tell = resolve));
  }

  /** From now on the last user's leaving is enough. */
  stopWithoutGrace(): void {
    this.draining = true;
    if (this.count === 0) this.countDown(0);
  }

  /** The same, but whoever asked for the database gets the time to come and hear why there is none. */
  stopAfterFirst(): void {
    this.draining = true;
    if (this.count === 0 && this.seen) this.countDown(0);
  }

  /** Whether anyone uses it or not. */
  stopNow(): void {
    this.stopping = true;
    this.say();
  }

  private countDown(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say(), ms);
  }

  private say(): void {
    this.unwanted = true;
    this.tell();
  }
}
