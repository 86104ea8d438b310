import type { Meaning } from '../contract/errors';

/** HTTP status of an error by its meaning (RFC 9110; 499 as proxies use it). */
export const statusOf: Record<Meaning, number> = {
  InvalidArgument: 400,
  Unauthenticated: 401,
  PermissionDenied: 403,
  NotFound: 404,
  AlreadyExists: 409,
  Aborted: 409,
  FailedPrecondition: 409,
  ResourceExhausted: 429,
  Cancelled: 499,
  Internal: 500,
  Unimplemented: 501,
  Unavailable: 503,
  DeadlineExceeded: 504,
};

/** What HTTP has a status for that the meaning does not tell (draft-ietf-httpapi-idempotency-key-header; RFC 9110, 13.1.1). */
const statusOfCode: Record<string, number> = {
  'idempotency-key-reused': 422,
  outdated: 412,
  // The framework's own: two versions that cannot talk, of which one is being replaced. Nothing that a client did.
  'failed-precondition': 503,
};

export function httpStatus(code: string, meaning: Meaning): number {
  return statusOfCode[code] ?? statusOf[meaning];
}
