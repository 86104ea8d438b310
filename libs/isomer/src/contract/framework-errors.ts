import { CallError, type Meaning } from './errors';

/** One thing that is wrong with an input: where, as a JSON Pointer, and what. */
export interface Violation {
  pointer: string;
  detail: string;
}

/** A JSON Pointer (RFC 6901). */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export interface FrameworkDetails {
  violations?: Violation[];
  /** In the server's log beside the cause of an `Internal`. */
  id?: string;
  /** When a retry may help, in milliseconds. */
  retryAfterMs?: number;
}

export interface FrameworkErrorClass {
  /** When it is answered, for the documentation. */
  readonly when: string;
  readonly code: string;
  readonly meaning: Meaning;
  new (message: string, details?: FrameworkDetails): CallError<FrameworkDetails>;
}

/** Errors of the framework itself, which any call can end with and no contract declares. */
function frameworkError(meaning: Meaning, when: string, code = dashed(meaning)): FrameworkErrorClass {
  return class extends CallError<FrameworkDetails> {
    static readonly when = when;
    static readonly code = code;
    static readonly meaning = meaning;
    override readonly code = code;
    override readonly meaning = meaning;
    constructor(message: string, details: FrameworkDetails = {}) {
      super(message, details);
      this.name = new.target.name;
    }
  };
}

function dashed(words: string): string {
  return words.replace(/(?!^)[A-Z]/g, (c) => `-${c}`).toLowerCase();
}

/** The input breaks its schema or a rule that the caller could have checked. */
export class InvalidArgument extends frameworkError(
  'InvalidArgument',
  'The request breaks a rule that its sender could have checked: `violations` say where and which.',
) {}
/** Another input under an idempotency key that has a result. */
export class IdempotencyKeyReused extends frameworkError(
  'InvalidArgument',
  'The `Idempotency-Key` was used for another request.',
  'idempotency-key-reused',
) {}
export class PermissionDenied extends frameworkError(
  'PermissionDenied',
  'Whoever is logged in may not do this.',
) {}
export class Unauthenticated extends frameworkError(
  'Unauthenticated',
  'Nobody is logged in where somebody must be, or the access token is expired or not one of ours.',
) {}
/**
 * Between processes only: the server does not believe the process that calls, whoever it calls for. That process
 * makes `Unavailable` of it, because a person can do nothing about it by logging in.
 */
export class Untrusted extends frameworkError(
  'Unauthenticated',
  'Never: to who calls it is `unavailable`.',
  'untrusted',
) {}
export class ResourceExhausted extends frameworkError(
  'ResourceExhausted',
  'Too much is going on: too many requests of one address, every database connection in use, or a queue full. Try again after what `Retry-After` says.',
) {}
/** The caller must change something before this can work: a transaction is open, versions do not fit. */
export class FailedPrecondition extends frameworkError(
  'FailedPrecondition',
  'Parts of the platform are of versions that cannot talk: one is being replaced.',
) {}
/** What was to be changed is not as the caller knows it. */
export class Outdated extends frameworkError(
  'FailedPrecondition',
  'It was changed since it was read with the tag in `If-Match`. Read it again.',
  'outdated',
) {}
export class Aborted extends frameworkError('Aborted', 'Another change came first. Try again.') {}
export class Cancelled extends frameworkError('Cancelled', 'The client went away before it was answered.') {}
export class Unavailable extends frameworkError(
  'Unavailable',
  'Something that this needs, such as the database, cannot be reached. Try again later.',
) {}
export class DeadlineExceeded extends frameworkError(
  'DeadlineExceeded',
  'It took longer than a request may.',
) {}
export class Unimplemented extends frameworkError(
  'Unimplemented',
  'The part of the platform that serves this is of a version that does not know it.',
) {}
/** Something the contract does not declare went wrong; `details.id` finds it in the server's log. */
export class Internal extends frameworkError(
  'Internal',
  'Something went wrong on our side: `details.id` finds it in the log.',
) {}

export const frameworkErrors: readonly FrameworkErrorClass[] = [
  InvalidArgument,
  IdempotencyKeyReused,
  PermissionDenied,
  Unauthenticated,
  ResourceExhausted,
  FailedPrecondition,
  Outdated,
  Aborted,
  Cancelled,
  Unavailable,
  DeadlineExceeded,
  Unimplemented,
  Internal,
];
