import type { OutgoingCall } from '../calls';
import { TransportError } from '../transport-error';
import { decodeFailure } from '../wire/reply';

/** When a call that met a full queue may find room, in milliseconds. */
const RETRY_AFTER_MS = 200;

/** There is too much of it already: more would only wait. */
export function exhausted({ context, name }: OutgoingCall, why: string): TransportError {
  return new TransportError('ResourceExhausted', `${context}.${name} was refused: ${why}`, {
    mayHaveRun: false,
    retryAfterMs: RETRY_AFTER_MS,
  });
}

/** @param kid of the key that this process seals with, if it has one */
export function distrusted(context: string, kid: string | undefined): TransportError {
  const why = kid === undefined ? 'it has no key' : `its key ${kid} is not among those they trust`;
  const message = `The replicas of ${context} do not believe this process: ${why}`;
  return new TransportError('Unavailable', message, { mayHaveRun: false });
}

export function nobodyAlive(context: string, mayHaveRun: boolean): TransportError {
  return new TransportError('Unavailable', `No replica of ${context} is alive`, { mayHaveRun });
}

/** What a replica, or who takes over from it, says of a call that it cannot answer. */
export function failureFrom(context: string, body: string): TransportError {
  const { code, message, ...detail } = decodeFailure(body) ?? {
    code: 'Unavailable' as const,
    message: `${context} answered with a failure that cannot be read`,
    mayHaveRun: true,
  };
  return new TransportError(code, message, detail);
}
