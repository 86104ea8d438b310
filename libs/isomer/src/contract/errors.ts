import { z } from 'zod';
import { assertContractValues } from './values';

/** What an error means to a caller who does not know it: gRPC's canonical meanings. */
export const meanings = {
  InvalidArgument: { retryable: false },
  NotFound: { retryable: false },
  AlreadyExists: { retryable: false },
  PermissionDenied: { retryable: false },
  Unauthenticated: { retryable: false },
  ResourceExhausted: { retryable: true },
  FailedPrecondition: { retryable: false },
  Aborted: { retryable: true },
  Cancelled: { retryable: false },
  Unavailable: { retryable: true },
  DeadlineExceeded: { retryable: true },
  Unimplemented: { retryable: false },
  Internal: { retryable: false },
} as const;
export type Meaning = keyof typeof meanings;

/** What says nothing about what was asked for: something that it needs is away, or busy. */
export const passing: ReadonlySet<Meaning> = new Set(['Unavailable', 'ResourceExhausted', 'Aborted']);

/** Every error that a call can end with. */
export abstract class CallError<Details = unknown> extends Error {
  /** Stable, unique, never reused. */
  declare readonly code: string;
  declare readonly meaning: Meaning;
  /** Whether the call may have had its effect. Only failures of the road leave that open. */
  mayHaveRun = false;
  /** The call that it came out of, for whoever called it; unset while it is being thrown first. */
  operation?: string;
  readonly details: Details;

  constructor(message: string, details: Details) {
    super(message);
    this.details = details;
  }

  /** Whether the same call may succeed later, unchanged. */
  get retryable(): boolean {
    return meanings[this.meaning].retryable;
  }
}

export interface ErrorDeclaration<D extends z.ZodObject> {
  meaning: Exclude<Meaning, 'Internal' | 'Unimplemented'>;
  /** For people, in the problem document; may name details as `{name}`. */
  message: string;
  details?: D;
}

/** Zod says `Record<string, never>` for an object without keys. */
type IsEmpty<T> = [keyof T] extends [never] ? true : string extends keyof T ? true : false;

export interface ErrorClass<D extends z.ZodObject = z.ZodObject> {
  readonly code: string;
  readonly meaning: Meaning;
  readonly schema: D;
  readonly template: string;
  new (...details: IsEmpty<z.output<D>> extends true ? [] : [z.output<D>]): CallError<z.output<D>>;
}

/** An error class whatever its details. */
export type AnyErrorClass = Pick<ErrorClass, 'code' | 'meaning' | 'schema' | 'template'> &
  (new (...details: never[]) => CallError);

const declared = new Set<string>();

/**
 * Declares an error that a call may end with: `class PostNotFound extends error('posts.not-found', …) {}`.
 * It arrives as an instance of the same class wherever the caller runs.
 * @throws Error when the code was declared already, is no `context.words-with-dashes`, or details are no contract values.
 */
export function error<D extends z.ZodObject = z.ZodObject<NonNullable<unknown>>>(
  code: string,
  declaration: ErrorDeclaration<D>,
): ErrorClass<D> {
  if (!/^[a-z]+\.[a-z]+(-[a-z]+)*$/.test(code)) {
    throw new Error(`Error code '${code}' must look like 'posts.not-found'`);
  }
  if (declared.has(code)) throw new Error(`Error code '${code}' is declared twice`);
  declared.add(code);
  const { meaning, message: template } = declaration;
  const schema = declaration.details ?? (z.object({}) as unknown as D);
  assertContractValues(schema, `error ${code}`);

  class DeclaredError extends CallError<Record<string, unknown>> {
    static readonly code = code;
    static readonly meaning = meaning;
    static readonly schema = schema;
    static readonly template = template;
    override readonly code = code;
    override readonly meaning = meaning;

    constructor(details: Record<string, unknown> = {}) {
      super(fill(template, details), details);
      this.name = new.target.name;
    }
  }
  return DeclaredError as unknown as ErrorClass<D>;
}

function fill(template: string, details: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}
