/** setTimeout fires at once for anything longer. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** The least between two looks at all of them, in milliseconds: bounds what many different deadlines cost. */
const LEAST_WAIT_MS = 5;

/**
 * Finds what is past its deadline, with one timer for all: nearly all calls are answered long before, and a timer
 * for each would be much of what a call costs. Late by {@link LEAST_WAIT_MS} at the most.
 */
export class Deadlines<T extends { readonly deadline: number }> {
  private timer?: NodeJS.Timeout;
  /** When it looks, in milliseconds of performance.now(). */
  private next = Infinity;

  /** @param watched those that are not done; whoever is done leaves it by himself */
  constructor(
    private readonly watched: () => Iterable<T>,
    private readonly onExpired: (item: T) => void,
  ) {}

  /** `deadline` is in milliseconds of performance.now(). */
  watch({ deadline }: T): void {
    if (deadline < this.next) this.lookAt(deadline);
  }

  close(): void {
    clearTimeout(this.timer);
    this.next = -Infinity;
  }

  private lookAt(time: number): void {
    clearTimeout(this.timer);
    this.next = time;
    const wait = Math.max(0, Math.ceil(time - performance.now()));
    this.timer = setTimeout(() => this.look(), Math.min(wait, LONGEST_TIMER_MS));
  }

  private look(): void {
    const now = performance.now();
    let earliest = Infinity;
    this.next = Infinity;
    for (const item of this.watched()) {
      if (item.deadline <= now) this.onExpired(item);
      else if (item.deadline < earliest) earliest = item.deadline;
    }
    if (earliest < this.next) this.lookAt(Math.max(earliest, now + LEAST_WAIT_MS));
  }
}
