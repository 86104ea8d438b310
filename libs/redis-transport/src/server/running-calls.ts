import type { Reply, ServeCall } from '../calls';
import { TransportError } from '../transport-error';
import type { WireCall } from '../wire/request';

/** setTimeout fires at once for anything longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Runs handlers, and tells them when it is no use to go on. */
export class RunningCalls {
  private readonly running = new Map<AbortController, NodeJS.Timeout>();

  constructor(private readonly handler: ServeCall) {}

  /** Runs one call with `timeoutMs` left, and aborts its signal when they are over. */
  async run({ name, body, headers }: WireCall, timeoutMs: number): Promise<Reply> {
    const abort = new AbortController();
    const expire = () => abort.abort(reason('DeadlineExceeded', `The caller of ${name} waits no more`));
    this.running.set(abort, setTimeout(expire, Math.min(timeoutMs, LONGEST_TIMER_MS)));
    try {
      return await this.handler({ name, body, headers, timeoutMs, signal: abort.signal });
    } finally {
      clearTimeout(this.running.get(abort));
      this.running.delete(abort);
    }
  }

  /** Gives up on all that run. */
  abort(): void {
    for (const [abort, timer] of this.running) {
      clearTimeout(timer);
      abort.abort(reason('Cancelled', 'The process that runs the call is closing'));
    }
  }
}

function reason(code: 'DeadlineExceeded' | 'Cancelled', message: string): TransportError {
  return new TransportError(code, message, { mayHaveRun: true });
}
