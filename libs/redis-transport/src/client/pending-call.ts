import type { BegunCall, OutgoingCall, Reply } from '../calls';
import type { StreamValues } from './stream-values';
import type { Sending } from '../telemetry/telemetry';
import { TransportError, type FailureCode } from '../transport-error';

/** A call that its caller still waits for. It is settled once, and what comes later is ignored. */
export class PendingCall implements BegunCall {
  /** Given anew to a call that is sent once more. */
  id = 0;
  /** When the caller stops waiting, in milliseconds of performance.now(). */
  readonly deadline: number;
  /** Set when the call goes to the socket: from then on nobody here can say that it did not run. */
  sent = false;
  /** Set when the connection was lost before Redis said that it has the call. */
  unconfirmed = false;
  settled = false;
  /** The replica that answers, once that is known. */
  replica?: string;
  /** Set for a call that answers with a stream. */
  values?: StreamValues;
  /** Its span, where somebody watches. */
  sending?: Sending;
  /** Whether it has been sent a second time. */
  retried = false;
  private leave?: () => void;

  constructor(
    readonly call: OutgoingCall,
    private readonly resolve: (reply: Reply) => void,
    private readonly reject: (error: TransportError) => void,
    private readonly onSettled: (call: PendingCall) => void,
    private readonly onCancelled: (call: PendingCall) => void,
  ) {
    this.deadline = performance.now() + call.timeoutMs;
  }

  /** Hears of a caller that gives up; that may be at once. */
  listen(): void {
    const { signal } = this.call;
    if (signal) {
      const giveUp = () => this.cancel();
      signal.addEventListener('abort', giveUp, { once: true });
      this.leave = () => signal.removeEventListener('abort', giveUp);
    }
    this.call.onBegun?.(this);
  }

  /** Milliseconds that the caller still has. */
  get remainingMs(): number {
    return this.deadline - performance.now();
  }

  /** Whether it may be sent once more, and still has the time. */
  get mayBeRetried(): boolean {
    return this.call.repeatable && !this.retried && this.remainingMs >= 1;
  }

  succeed(reply: Reply): void {
    if (!this.settle()) return;
    this.sending?.end(reply.ok ? undefined : 'error');
    this.resolve(reply);
  }

  fail(error: TransportError): void {
    if (!this.settle()) return;
    this.sending?.end(error);
    this.reject(this.retried ? asMayHaveRun(error) : error);
  }

  private settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.leave?.();
    this.onSettled(this);
    return true;
  }

  expire(): void {
    this.end('DeadlineExceeded', `did not answer within ${Math.round(this.call.timeoutMs)} ms`);
  }

  cancel(): void {
    if (this.settled) return;
    this.end('Cancelled', 'was cancelled by its caller');
    if (this.sent) this.onCancelled(this);
  }

  private end(code: FailureCode, what: string): void {
    const { context, name } = this.call;
    this.fail(new TransportError(code, `${context}.${name} ${what}`, { mayHaveRun: this.sent }));
  }
}

/** What is known of the second time that a call was sent says nothing of the first. */
function asMayHaveRun({ code, message, retryAfterMs, cause }: TransportError): TransportError {
  return new TransportError(code, message, { mayHaveRun: true, retryAfterMs, cause });
}
