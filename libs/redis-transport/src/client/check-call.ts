import { TransportError, type FailureCode } from '../transport-error';
import type { OutgoingCall } from '../calls';
import { exceeds } from '../wire/size';

/** What is wrong with a call before it is sent, if anything. */
export function checkCall(call: OutgoingCall, maxBodyBytes: number): TransportError | undefined {
  const name = `${call.context}.${call.name}`;
  const refuse = (code: FailureCode, message: string) =>
    new TransportError(code, message, { mayHaveRun: false });
  if (call.signal?.aborted) return refuse('Cancelled', `${name} was cancelled before it was sent`);
  if (!Number.isFinite(call.timeoutMs)) return refuse('InvalidArgument', `${name} has no deadline`);
  if (call.timeoutMs <= 0) return refuse('DeadlineExceeded', `${name} had no time left before it was sent`);
  if (exceeds(maxBodyBytes, call.body, call.headers)) {
    return refuse('InvalidArgument', `${name} is too large: body and headers exceed ${maxBodyBytes} bytes`);
  }
  return undefined;
}
