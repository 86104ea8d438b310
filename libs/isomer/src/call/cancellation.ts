import type { CallError } from '../contract/errors';
import { Cancelled, DeadlineExceeded } from '../contract/framework-errors';

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
  private readonly listeners = new Set<(reason: CallError) => void>();
  private readonly leaveParent?: () => void;
  private leaveSignal?: () => void;

  /** @param deadline in milliseconds of `performance.now()`: a process's own steady clock, never sent. */
  constructor(
    readonly deadline: number,
    parent?: Cancellation,
  ) {
    this.leaveParent = parent?.onEnd((reason) => this.end(reason));
    if (!this.ended) this.arm();
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
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  end(reason: CallError): void {
    if (this.ended) return;
    this.ended = reason;
    this.dispose();
    for (const listener of this.listeners) listener(reason);
    this.listeners.clear();
    this.controller?.abort(reason);
  }

  /** Ends when `signal` aborts, as cancelled by the caller. */
  follow(signal: AbortSignal): void {
    const cancel = () => this.end(new Cancelled('The caller gave up'));
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

  private arm(): void {
    const wait = this.remainingMs;
    if (!(wait > 0)) return this.end(new DeadlineExceeded('The deadline has passed'));
    // Timers may fire a fraction early; the second look keeps "past its deadline" true.
    this.timer = setTimeout(() => this.arm(), Math.min(Math.ceil(wait), longestTimerMs));
    this.timer.unref();
  }
}
