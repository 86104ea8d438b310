import type { CallError } from '../contract/errors';
import { Cancelled, DeadlineExceeded } from '../contract/framework-errors';
import { sentences } from '../contract/sentences';

/** Somebody who hears of the end; a link of a ring itself, because joining and leaving is most of what a call costs here. */
export abstract class Listener {
  previous: Listener = this;
  next: Listener = this;

  abstract end(reason: CallError): void;

  /** A second time does nothing. */
  leave(): void {
    this.previous.next = this.next;
    this.next.previous = this.previous;
    this.previous = this.next = this;
  }
}

/** A listener that is a function. */
class Told extends Listener {
  constructor(private readonly tell: (reason: CallError) => void) {
    super();
  }

  override end(reason: CallError): void {
    this.tell(reason);
  }
}

/** Where a ring begins and ends. */
class Ring extends Listener {
  override end(): void {}
}

/** A longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * What can end a tree of calls early: its deadline or its caller. Nested calls share their caller's
 * unless they shorten it, so a nested call costs no timer. The AbortSignal is made when somebody asks.
 */
export class Cancellation extends Listener {
  /** What nothing ends. */
  static readonly never = new Cancellation(Infinity);

  private ended?: CallError;
  private controller?: AbortController;
  private timer?: NodeJS.Timeout;
  private readonly listeners = new Ring();
  private leaveSignal?: () => void;
  /** Milliseconds between its making and its deadline. */
  private given = Infinity;

  /** @param deadline in milliseconds of `performance.now()`: a process's own steady clock, never sent. */
  constructor(
    readonly deadline: number,
    parent?: Cancellation,
    isTimed = true,
  ) {
    super();
    parent?.add(this);
    if (!this.ended && deadline !== Infinity) this.given = this.arm(isTimed);
  }

  /** One whose deadline somebody else watches, who tells {@link end}. */
  static watchedElsewhere(deadline: number): Cancellation {
    return new Cancellation(deadline, undefined, false);
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

  /** Tells the listener of the end once, at once if that has been. */
  add(listener: Listener): void {
    if (this.ended) return listener.end(this.ended);
    if (this === Cancellation.never) return;
    const last = this.listeners.previous;
    listener.previous = last;
    listener.next = this.listeners;
    last.next = this.listeners.previous = listener;
  }

  /** The same for a function. Returns what takes it back. */
  onEnd(tell: (reason: CallError) => void): () => void {
    const listener = new Told(tell);
    this.add(listener);
    return () => listener.leave();
  }

  override end(reason: CallError): void {
    if (this.ended) return;
    this.ended = reason;
    this.dispose();
    for (let next = this.listeners.next; next !== this.listeners; next = this.listeners.next) {
      next.leave();
      next.end(reason);
    }
    this.controller?.abort(reason);
  }

  /** Ends when `signal` aborts, as cancelled by the caller. */
  follow(signal: AbortSignal): void {
    if (this.ended) return;
    const cancel = () => this.end(new Cancelled('The caller gave up'));
    if (signal.aborted) return cancel();
    signal.addEventListener('abort', cancel, { once: true });
    this.leaveSignal = () => signal.removeEventListener('abort', cancel);
  }

  /** Lets go of the timer, the parent and the signal when the call has its answer. */
  dispose(): void {
    clearTimeout(this.timer);
    this.leave();
    this.leaveSignal?.();
  }

  /** Returns how long there is to wait, in milliseconds. */
  private arm(isTimed = true): number {
    const wait = this.remainingMs;
    if (!(wait > 0)) {
      this.end(new DeadlineExceeded(sentences.deadline));
      return 0;
    }
    if (!isTimed) return wait;
    // Timers may fire a fraction early; the second look keeps "past its deadline" true.
    this.timer = setTimeout(() => this.arm(), Math.min(Math.ceil(wait), longestTimerMs));
    this.timer.unref();
    return wait;
  }
}
