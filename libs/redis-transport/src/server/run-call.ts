import type { Reply, ServeCall } from '../calls';
import { TransportError } from '../transport-error';
import type { WireCall } from '../wire/request';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Runs one call with `timeoutMs` left, and aborts its signal when they are over. */
export async function runCall(handler: ServeCall, call: WireCall, timeoutMs: number): Promise<Reply> {
  const { name, body, headers } = call;
  const abort = new AbortController();
  const timer = setTimeout(
    () =>
      abort.abort(
        new TransportError('DeadlineExceeded', `The caller of ${name} waits no more`, { mayHaveRun: true }),
      ),
    Math.min(timeoutMs, LONGEST_TIMER_MS),
  );
  try {
    return await handler({ name, body, headers, timeoutMs, signal: abort.signal });
  } finally {
    clearTimeout(timer);
  }
}
