import type { TransportError } from '../transport-error';
import type { PendingCall } from './pending-call';

/** Calls that are not sent because nobody is known to serve, and since when they wait in performance.now(). */
export class ParkedCalls {
  private readonly calls = new Map<PendingCall, number>();

  add(call: PendingCall): void {
    this.calls.set(call, performance.now());
  }

  delete(call: PendingCall): void {
    this.calls.delete(call);
  }

  /** Lets go of all of them. */
  release(send: (call: PendingCall) => void): void {
    const waiting = [...this.calls.keys()];
    this.calls.clear();
    for (const call of waiting) send(call);
  }

  /** @param until leaves those alone that were parked after, in milliseconds of performance.now() */
  fail(errorOf: (call: PendingCall) => TransportError, until = Infinity): void {
    for (const [call, since] of [...this.calls]) if (since <= until) call.fail(errorOf(call));
  }
}
