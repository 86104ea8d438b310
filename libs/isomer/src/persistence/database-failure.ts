import { QueryFailedError } from 'typeorm';
import type { CallError } from '../contract/errors';
import { Aborted, DeadlineExceeded, Unavailable } from '../contract/framework-errors';
import { sentences } from '../contract/sentences';

/** SQLSTATE classes and codes, and socket errors, that say something about the road and not about the statement. */
const unavailable = /^(08...|57P0.|ECONN.*|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)$/;
const road = new Set(['connect', 'read', 'write', 'getaddrinfo', 'shutdown']);
const exhausted = /^53...$/; // disk full, out of memory, too many connections
/** Cancelled, or ended because its transaction was idle or open for too long: a frozen server finds that out as it wakes. */
const late = /^(57014|25P0[34])$/;
const conflict = /^40(001|P01)$/; // serialization failure, deadlock

/** A commit may have arrived before the connection broke. */
export function connectionLost(): Unavailable {
  const lost = noConnection();
  lost.mayHaveRun = true;
  return lost;
}

/** None was made, so nothing can have arrived. */
function noConnection(): Unavailable {
  return new Unavailable(sentences.noDatabase, { retryAfterMs: 1_000 });
}

const connecting = new Set(['connect', 'getaddrinfo']);

/** What a failed statement means to a caller, or undefined if it is our own mistake. */
export function databaseFailure(error: unknown): CallError | undefined {
  const cause = (error instanceof QueryFailedError ? error.driverError : error) as {
    code?: unknown;
    message?: unknown;
    syscall?: unknown;
  } | null;
  // A file that is missing is no database that is.
  if (typeof cause?.syscall === 'string' && !road.has(cause.syscall)) return undefined;
  const code = typeof cause?.code === 'string' ? cause.code : '';
  const message = typeof cause?.message === 'string' ? cause.message : '';
  if (connecting.has(String(cause?.syscall)) || message.startsWith('timeout exceeded when trying to connect'))
    return noConnection();
  if (unavailable.test(code) || /^(Connection terminated|Client was closed)/.test(message))
    return connectionLost();
  if (exhausted.test(code)) return new Unavailable('The database is out of room', { retryAfterMs: 5_000 });
  if (conflict.test(code)) return new Aborted(sentences.conflict, { retryAfterMs: 50 });
  if (late.test(code)) return new DeadlineExceeded('The database did not answer in time');
  return undefined;
}
