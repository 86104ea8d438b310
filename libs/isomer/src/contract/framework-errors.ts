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
  readonly code: string;
  readonly meaning: Meaning;
  new (message: string, details?: FrameworkDetails): CallError<FrameworkDetails>;
}

/** Errors of the framework itself, which any call can end with and no contract declares. */
function frameworkError(meaning: Meaning, code = dashed(meaning)): FrameworkErrorClass {
  return class extends CallError<FrameworkDetails> {
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
export class InvalidArgument extends frameworkError('InvalidArgument') {}
/** Another input under an idempotency key that has a result. */
export class IdempotencyKeyReused extends frameworkError('InvalidArgument', 'idempotency-key-reused') {}
export class PermissionDenied extends frameworkError('PermissionDenied') {}
export class Unauthenticated extends frameworkError('Unauthenticated') {}
export class ResourceExhausted extends frameworkError('ResourceExhausted') {}
/** The caller must change something before this can work: a transaction is open, versions do not fit. */
export class FailedPrecondition extends frameworkError('FailedPrecondition') {}
export class Aborted extends frameworkError('Aborted') {}
export class Cancelled extends frameworkError('Cancelled') {}
export class Unavailable extends frameworkError('Unavailable') {}
export class DeadlineExceeded extends frameworkError('DeadlineExceeded') {}
export class Unimplemented extends frameworkError('Unimplemented') {}
/** Something the contract does not declare went wrong; `details.id` finds it in the server's log. */
export class Internal extends frameworkError('Internal') {}

export const frameworkErrors: readonly FrameworkErrorClass[] = [
  InvalidArgument,
  IdempotencyKeyReused,
  PermissionDenied,
  Unauthenticated,
  ResourceExhausted,
  FailedPrecondition,
  Aborted,
  Cancelled,
  Unavailable,
  DeadlineExceeded,
  Unimplemented,
  Internal,
];
