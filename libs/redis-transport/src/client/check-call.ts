import { TransportError, type FailureCode } from '../transport-error';
import type { OutgoingCall } from '../calls';
import { exceeds } from '../wire/size';

/** What is wrong with a call before it is sent, if anything. */
export function checkCall(call: OutgoingCall, maxBodyBytes: number): TransportError | undefined {
  const { signal, timeoutMs, body, headers, sharedHeaders = '' } = call;
  if (signal?.aborted) return refuse(call, 'Cancelled', 'was cancelled before it was sent');
  if (call.onValue && call.repeatable)
    return refuse(call, 'InvalidArgument', 'takes values with onValue, so it cannot be repeatable');
  if (!Number.isFinite(timeoutMs)) return refuse(call, 'InvalidArgument', 'has no deadline');
  if (timeoutMs <= 0) return refuse(call, 'DeadlineExceeded', 'had no time left before it was sent');
  if (exceeds(maxBodyBytes, [body, sharedHeaders, headers]))
    return refuse(call, 'InvalidArgument', `is too large: body and headers exceed ${maxBodyBytes} bytes`);
  return undefined;
}

function refuse({ context, name }: OutgoingCall, code: FailureCode, why: string): TransportError {
  return new TransportError(code, `${context}.${name} ${why}`, { mayHaveRun: false });
}
