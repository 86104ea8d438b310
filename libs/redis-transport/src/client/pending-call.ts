import type { OutgoingCall, Reply } from '../calls';
import { TransportError, type FailureCode } from '../transport-error';

/** setTimeout fires at once for anything longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A call that its caller still waits for. It is settled once, and what comes later is ignored. */
export class PendingCall {
  /** When the caller stops waiting, in milliseconds of performance.now(). */
  readonly deadline: number;
  /** Set when the call goes to the socket: from then on nobody here can say that it did not run. */
  sent = false;
  settled = false;
  private readonly timer: NodeJS.Timeout;

  constructor(
    readonly id: number,
    readonly call: OutgoingCall,
    private readonly resolve: (reply: Reply) => void,
    private readonly reject: (error: TransportError) => void,
    private readonly onSettled: (call: PendingCall) => void,
  ) {
    this.deadline = performance.now() + call.timeoutMs;
    this.timer = setTimeout(this.expire, Math.min(call.timeoutMs, LONGEST_TIMER_MS));
    call.signal?.addEventListener('abort', this.cancel, { once: true });
  }

  /** Milliseconds that the caller still has. */
  get remainingMs(): number {
    return this.deadline - performance.now();
  }

  succeed(reply: Reply): void {
    if (this.settle()) this.resolve(reply);
  }

  fail(error: TransportError): void {
    if (this.settle()) this.reject(error);
  }

  private settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    clearTimeout(this.timer);
    this.call.signal?.removeEventListener('abort', this.cancel);
    this.onSettled(this);
    return true;
  }

  private readonly expire = () => {
    this.end('DeadlineExceeded', `did not answer within ${Math.round(this.call.timeoutMs)} ms`);
  };

  private readonly cancel = () => this.end('Cancelled', 'was cancelled by its caller');

  private end(code: FailureCode, what: string): void {
    const { context, name } = this.call;
    this.fail(new TransportError(code, `${context}.${name} ${what}`, { mayHaveRun: this.sent }));
  }
}
