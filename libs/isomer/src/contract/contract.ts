import type { z } from 'zod';
import { type Access, nobody } from './access';
import type { AnyErrorClass } from './errors';
import type { EventClass } from './event';
import { assertContractValues } from './values';

/** What a caller may say about one call; everything has a default. */
export interface CallOptions {
  /** Time for this call in milliseconds; never more than what the surrounding call has left. */
  deadlineMs?: number;
  signal?: AbortSignal;
  /** Key of a command; derived from the surrounding command, or fresh, when left out. */
  idempotencyKey?: string;
  /** Tells two equal calls of one command apart when their keys are derived. */
  label?: string;
}

/** A call whose types nobody knows any more. */
export type Invoke = (input: unknown, options?: CallOptions) => Promise<unknown>;
/** The same for a stream. */
export type InvokeStream = (input: unknown, options?: CallOptions) => AsyncGenerator<unknown, void>;

interface Declaration<I extends z.ZodType, O extends z.ZodType> {
  input: I;
  output: O;
  /** Errors it may end with, besides the framework's. Anything else arrives as `Internal`. */
  errors?: readonly AnyErrorClass[];
  /** Who may call. Nobody, unless stated. */
  access?: Access;
  /** Default time in milliseconds: 5,000; of a stream, from its first to its last value, 60,000. */
  deadlineMs?: number;
}

export type CallKind = 'query' | 'command' | 'stream';

export interface Call<
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  K extends CallKind = CallKind,
> {
  readonly kind: K;
  readonly input: I;
  readonly output: O;
  readonly errors: readonly AnyErrorClass[];
  readonly access: Access;
  readonly deadlineMs: number;
  /** Whether its result is kept under its key, so that a retry gets the first answer. */
  readonly idempotent: boolean;
}

export const defaultDeadlineMs = 5_000;
const defaultStreamDeadlineMs = 60_000;

/** A call that reads. It may be repeated freely. */
export function query<I extends z.ZodType, O extends z.ZodType>(
  declaration: Declaration<I, O>,
): Call<I, O, 'query'> {
  return define('query', declaration, false);
}

/**
 * A call that answers with a sequence of values, each of which is an `output`. Its reader sets the pace; who stops
 * reading ends it. It is never started again after a crash: its reader does that, from where it was.
 */
export function stream<I extends z.ZodType, O extends z.ZodType>(
  declaration: Declaration<I, O>,
): Call<I, O, 'stream'> {
  return define('stream', { deadlineMs: defaultStreamDeadlineMs, ...declaration }, false);
}

/**
 * A call that changes something, once per idempotency key. `idempotency: 'exempt'` is for answers that
 * hold secrets, which must not be stored: such a call may not be repeated by anybody but its caller.
 */
export function command<I extends z.ZodType, O extends z.ZodType>(
  declaration: Declaration<I, O> & { idempotency?: 'exempt' },
): Call<I, O, 'command'> {
  return define('command', declaration, declaration.idempotency !== 'exempt');
}

function define<I extends z.ZodType, O extends z.ZodType, K extends CallKind>(
  kind: K,
  { input, output, errors = [], access = nobody, deadlineMs = defaultDeadlineMs }: Declaration<I, O>,
  idempotent: boolean,
): Call<I, O, K> {
  return { kind, input, output, errors, access, deadlineMs, idempotent };
}

const reserved = /^(then|constructor|(on|before)(Module|Application)(Init|Destroy|Bootstrap|Shutdown))$/;

export type CallMap = Readonly<Record<string, Call>>;

/** The methods a consumer sees. */
export type Calls<C extends CallMap> = {
  readonly [K in keyof C]: (
    input: z.input<C[K]['input']>,
    options?: CallOptions,
  ) => C[K]['kind'] extends 'stream'
    ? AsyncGenerator<z.output<C[K]['output']>, void>
    : Promise<z.output<C[K]['output']>>;
};

/** Class, type and injection token of a context's contract at once. */
export interface ContractClass<C extends CallMap = CallMap> {
  readonly contract: {
    readonly name: string;
    readonly version: number;
    readonly calls: C;
    /** What it publishes. */
    readonly events: readonly EventClass[];
  };
  readonly name: string;
}

/** What serves one call: an injectable with a `handle` that gets parsed input. For a stream it may be a generator. */
export interface Handler<T extends ContractClass, K extends keyof T['contract']['calls']> {
  // A property, not a method: methods are compared bivariantly and would let a wrong input type pass.
  handle: (
    input: z.output<T['contract']['calls'][K]['input']>,
  ) => T['contract']['calls'][K]['kind'] extends 'stream'
    ? AsyncIterable<z.input<T['contract']['calls'][K]['output']>>
    : Promise<z.input<T['contract']['calls'][K]['output']>>;
}

/**
 * Declares what a context offers: `class CommentsApi extends contract('comments', { post: command({…}) }) {}`.
 * The version goes up with a change that an older caller or server cannot follow.
 * @throws Error for a name or a schema outside the rules, when the module is loaded.
 */
export function contract<const C extends CallMap>(
  name: string,
  calls: C,
  { version = 1, events = [] }: { version?: number; events?: readonly EventClass[] } = {},
): ContractClass<C> & (abstract new () => Calls<C>) {
  if (!/^[a-z][a-z0-9]*$/.test(name)) throw new Error(`Context '${name}' must be one lower-case word`);
  for (const [call, { input, output }] of Object.entries(calls)) {
    if (!/^[a-z][a-zA-Z0-9]*$/.test(call)) throw new Error(`Call '${name}.${call}' must be in camelCase`);
    if (reserved.test(call))
      throw new Error(`Call '${name}.${call}' has a name that JavaScript or Nest would call by itself`);
    assertContractValues(input, `${name}.${call} input`);
    assertContractValues(output, `${name}.${call} output`);
  }
  const published = new Set<string>();
  for (const { event } of events) {
    if (event.context !== name)
      throw new Error(`${name} cannot publish ${event.name}, which is ${event.context}'s`);
    if (published.has(event.name)) throw new Error(`${name} names its event ${event.name} twice`);
    published.add(event.name);
  }
  abstract class Contract {
    static readonly contract = { name, version, calls, events };
  }
  return Contract as unknown as ContractClass<C> & (abstract new () => Calls<C>);
}
