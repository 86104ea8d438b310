import { ErrorReply } from 'redis';
import { TransportError } from '../transport-error';

/** Redis understood the command and said no, so nothing was done. Anything else leaves that open. */
export function isErrorReply(error: unknown): error is ErrorReply {
  return error instanceof ErrorReply;
}

/** The stream or its group is gone: FLUSHALL, an empty failover, an operator. */
export function isGroupGone(error: unknown): boolean {
  return isErrorReply(error) && /^(NOGROUP|UNBLOCKED)/.test(error.message);
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.map(messageOf).join('; ');
  }
  return error instanceof Error ? error.message || error.name : String(error);
}

export function redisUnavailable(address: string, cause: unknown, mayHaveRun: boolean): TransportError {
  const retryAfterMs = isErrorReply(cause) && /^LOADING/.test(cause.message) ? 1_000 : undefined;
  return new TransportError('Unavailable', `Redis at ${address} is unavailable: ${messageOf(cause)}`, {
    mayHaveRun,
    retryAfterMs,
    cause,
  });
}

/** `error` as the transport reports it, left alone if it is one of the transport's already. */
export function failureOf(error: unknown, mayHaveRun: boolean, address: string): TransportError {
  return error instanceof TransportError ? error : redisUnavailable(address, error, mayHaveRun);
}
