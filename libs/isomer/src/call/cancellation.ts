import type { CallError } from '../contract/errors';
import { Cancelled, DeadlineExceeded } from '../contract/framework-errors';

/** Somebody who hears of the end, in a ring: joining and leaving it is most of what a call costs here. */
interface Link {
  listener?: (reason: CallError) => void;
  previous: Link;
  next: Link;
}

/** A longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * What can end a tree of calls early: its deadline or its caller. Nested calls share their caller's
 * unless they shorten it, so a nested call costs no timer. The AbortSignal is made when somebody asks.
 */
export class Cancellation {
  private ended?: CallError;
  private controller?: AbortController;
  private timer?: NodeJS.Timeout;
  private readonly listeners = ring();
  private readonly leaveParent?: () => void;
  private leaveSignal?: () => void;
  /** Milliseconds between its making and its deadline. */
  private given = Infinity;

  /** @param deadline in milliseconds of `performance.now()`: a process's own steady clock, never sent. */
  constructor(
    readonly deadline: number,
    parent?: Cancellation,
  ) {
    this.leaveParent = parent?.onEnd((reason) => this.end(reason));
    if (!this.ended) this.given = this.arm();
  }

  /** Whether it ends no later than a call of `ms` that begins now. Never looks at the clock, so a no may be wrong. */
  endsWithin(ms: number): boolean {
    return this.given <= ms;
  }

  get remainingMs(): number {
    return this.deadline - performance.now();
  }

  /** Why everything under this has ended, if it has. */
  get reason(): CallError | undefined {
    return this.ended;
  }

  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      if (this.ended) this.controller.abort(this.ended);
    }
    return this.controller.signal;
  }

  /** Calls back once, at once if it has ended already. Returns what takes the listener away. */
  onEnd(listener: (reason: CallError) => void): () => void {
    if (this.ended) {
      listener(this.ended);
      return () => undefined;
    }
    const last = this.listeners.previous;
    const link: Link = { listener, previous: last, next: this.listeners };
    last.next = this.listeners.previous = link;
    return () => unlink(link);
  }

  end(reason: CallError): void {
    if (this.ended) return;
    this.ended = reason;
    this.dispose();
    for (let link = this.listeners.next; link !== this.listeners; link = this.listeners.next) {
      unlink(link);
      link.listener?.(reason);
    }
    this.controller?.abort(reason);
  }

  /** Ends when `signal` aborts, as cancelled by the caller. */
  follow(signal: AbortSignal): void {
    if (this.ended) return;
    // A signal from another process also aborts at the deadline, a moment before our own timer.
    const cancel = () =>
      this.end(
        this.remainingMs > 1
          ? new Cancelled('The caller gave up')
          : new DeadlineExceeded('The deadline has passed'),
      );
    if (signal.aborted) return cancel();
    signal.addEventListener('abort', cancel, { once: true });
    this.leaveSignal = () => signal.removeEventListener('abort', cancel);
  }

  /** Lets go of the timer, the parent and the signal when the call has its answer. */
  dispose(): void {
    clearTimeout(this.timer);
    this.leaveParent?.();
    this.leaveSignal?.();
  }

  /** Returns how long there is to wait, in milliseconds. */
  private arm(): number {
    const wait = this.remainingMs;
    if (!(wait > 0)) {
      this.end(new DeadlineExceeded('The deadline has passed'));
      return 0;
    }
    // Timers may fire a fraction early; the second look keeps "past its deadline" true.
    this.timer = setTimeout(() => this.arm(), Math.min(Math.ceil(wait), longestTimerMs));
    this.timer.unref();
    return wait;
  }
}

function ring(): Link {
  const link = {} as Link;
  link.previous = link.next = link;
  return link;
}

/** A second time does nothing. */
function unlink(link: Link): void {
  link.previous.next = link.next;
  link.next.previous = link.previous;
  link.previous = link.next = link;
}
