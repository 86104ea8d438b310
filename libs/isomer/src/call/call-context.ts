import { AsyncLocalStorage } from 'node:async_hooks';
import { randomFillSync } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { type CallKind, defaultDeadlineMs } from '../contract/contract';
import { type Principal, anonymous, principalId } from '../contract/principal';
import { Cancellation } from './cancellation';

const storage = new AsyncLocalStorage<CallContext>();

/** What a unit of work owes to the command that it is part of. */
export interface RunningCommand {
  /** Before there is a connection. */
  opening?(): void;
  /** Before the first statement: makes sure that nobody else does the same. */
  claim(manager: EntityManager): Promise<void>;
  /** After the last one: stores the result with the effect. */
  complete?(manager: EntityManager, result: unknown): Promise<void>;
  /** The unit of work has been committed. */
  committed(): void;
}

export interface Surroundings {
  /** `comments.post`, or what the edge or a program calls itself. */
  operation: string;
  kind: CallKind | 'root';
  principal: Principal;
  traceId: string;
  /** BCP 47 language tag. */
  locale: string;
  /** Key under which this command is done once. A root has one if the request brought it. */
  idempotencyKey: string | undefined;
  /** For how long the results of commands are kept under keys that derive from this one, in hours; a day if undefined. */
  keyLifeHours: number | undefined;
  /** Stands for the input where the request says better what was asked: a digest of its body. */
  fingerprint: string | undefined;
  cancellation: Cancellation;
}

/** What the surroundings of a call know: who, until when, on whose behalf. Follows the code, not its arguments. */
export class CallContext implements Readonly<Surroundings> {
  readonly operation: string;
  readonly kind: Surroundings['kind'];
  readonly principal: Principal;
  readonly traceId: string;
  readonly locale: string;
  readonly idempotencyKey: string | undefined;
  readonly keyLifeHours: number | undefined;
  readonly fingerprint: string | undefined;
  readonly cancellation: Cancellation;

  constructor(
    surroundings: Surroundings,
    /** What stores the result of the command in progress with its effect. */
    readonly command?: RunningCommand,
    /** The open transaction, in the scope of a unit of work. */
    readonly transaction?: EntityManager,
  ) {
    this.operation = surroundings.operation;
    this.kind = surroundings.kind;
    this.principal = surroundings.principal;
    this.traceId = surroundings.traceId;
    this.locale = surroundings.locale;
    this.idempotencyKey = surroundings.idempotencyKey;
    this.keyLifeHours = surroundings.keyLifeHours;
    this.fingerprint = surroundings.fingerprint;
    this.cancellation = surroundings.cancellation;
  }

  static get current(): CallContext | undefined {
    return storage.getStore();
  }

  get signal(): AbortSignal {
    return this.cancellation.signal;
  }

  /** Says whose a root is that had to be opened before that was known. No call may have been made in it. */
  authenticate(principal: Principal): void {
    (this as { principal: Principal }).principal = principal;
  }

  /** Principal, operation and key: what a command is done once for. */
  get scope(): string {
    return `${principalId(this.principal)} ${this.operation} ${this.idempotencyKey}`;
  }

  run<T>(work: () => T): T {
    return storage.run(this, work);
  }

  withCommand(command: RunningCommand): CallContext {
    return new CallContext(this, command);
  }

  within(transaction: EntityManager): CallContext {
    return new CallContext(this, this.command, transaction);
  }
}

export interface RootOptions {
  operation: string;
  principal?: Principal;
  traceId?: string;
  locale?: string;
  idempotencyKey?: string;
  fingerprint?: string;
  deadlineMs?: number;
}

const traceIdBytes = 16;
/** Random bytes in store: asking for a few costs as much as asking for many. */
const store = Buffer.alloc(256 * traceIdBytes);
let used = store.length;

/** 32 hexadecimal digits. */
export function newTraceId(): string {
  if (used === store.length) {
    randomFillSync(store);
    used = 0;
  }
  return store.toString('hex', used, (used += traceIdBytes));
}

/** The surroundings of work that no call surrounds: an HTTP request, a program. */
export function rootContext(options: RootOptions): CallContext {
  return new CallContext({
    operation: options.operation,
    kind: 'root',
    principal: options.principal ?? anonymous,
    traceId: options.traceId ?? newTraceId(),
    locale: options.locale ?? 'en',
    idempotencyKey: options.idempotencyKey,
    keyLifeHours: undefined,
    fingerprint: options.fingerprint,
    cancellation: new Cancellation(performance.now() + (options.deadlineMs ?? defaultDeadlineMs)),
  });
}

/**
 * Runs `work` in surroundings of its own, such as a program acting as the platform.
 * @throws Error while a transaction is open, which those surroundings would hide from the calls in them
 */
export async function runAs<T>(options: RootOptions, work: () => Promise<T>): Promise<T> {
  if (CallContext.current?.transaction)
    throw new Error(
      `${options.operation} begins while a transaction is open; begin it before the unit of work`,
    );
  const context = rootContext(options);
  try {
    return await context.run(work);
  } finally {
    context.cancellation.dispose();
  }
}
