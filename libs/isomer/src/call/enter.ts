import { createHash, randomUUID } from 'node:crypto';
import type { CallOptions } from '../contract/contract';
import { FailedPrecondition } from '../contract/framework-errors';
import { anonymous } from '../contract/principal';
import { CallContext, newTraceId } from './call-context';
import { Cancellation } from './cancellation';
import type { Operation } from './operation';

/** A call on its way in: its input as a value of its own, and the surroundings it will run in. */
export interface Entered {
  input: unknown;
  context: CallContext;
  /** Whether the deadline is this call's own, to be let go of with its answer. */
  ownsDeadline: boolean;
}

/**
 * What every call does on its caller's side, here or remote, in this order and synchronously, so that
 * nothing the caller does afterwards can change what it has asked.
 * @throws CallError
 */
export function enter(operation: Operation, input: unknown, options: CallOptions | undefined): Entered {
  const current = CallContext.current;
  const caller = current ?? outside();
  if (current?.transaction) {
    throw operation.refusal(
      new FailedPrecondition(
        `${current.operation} calls ${operation.id} while its transaction is open; read first, then open the unit of work`,
      ),
    );
  }
  operation.admit(caller.principal);
  const parsed = operation.parseInput(input);
  const context = surroundings(operation, caller, parsed, options);
  const ended = context.cancellation.reason;
  if (ended) throw ended;
  return { input: parsed, context, ownsDeadline: context.cancellation !== caller.cancellation };
}

/** A caller that nothing surrounds: nobody, with the whole time of the call. */
function outside(): CallContext {
  return new CallContext({
    operation: 'outside',
    kind: 'root',
    principal: anonymous,
    traceId: newTraceId(),
    locale: 'en',
    idempotencyKey: undefined,
    keyLifeHours: undefined,
    fingerprint: undefined,
    cancellation: Cancellation.never,
  });
}

function surroundings(
  { id, call }: Operation,
  caller: CallContext,
  input: unknown,
  options: CallOptions | undefined,
): CallContext {
  return new CallContext({
    operation: id,
    kind: call.kind,
    principal: caller.principal,
    traceId: caller.traceId,
    locale: caller.locale,
    idempotencyKey: call.kind === 'command' ? key(id, caller, input, options) : undefined,
    keyLifeHours: caller.keyLifeHours,
    fingerprint: caller.kind === 'root' ? caller.fingerprint : undefined,
    cancellation: cancellation(call.deadlineMs, caller.cancellation, options),
  });
}

/** A command inside a command is the same one whenever its parent is retried: its key follows from the parent's. */
function key(id: string, caller: CallContext, input: unknown, options: CallOptions | undefined): string {
  if (options?.idempotencyKey) return options.idempotencyKey;
  if (caller.idempotencyKey === undefined) return randomUUID();
  const label = options?.label;
  if (caller.kind === 'root')
    return label === undefined ? caller.idempotencyKey : `${caller.idempotencyKey} ${label}`;
  const what = label ?? JSON.stringify(input);
  return createHash('sha256').update(`${caller.scope}\n${id}\n${what}`).digest('base64url');
}

function cancellation(
  defaultMs: number,
  parent: Cancellation,
  options: CallOptions | undefined,
): Cancellation {
  if (!options && parent.endsWithin(defaultMs)) return parent;
  const deadline = performance.now() + (options?.deadlineMs ?? defaultMs);
  const signal = options?.signal;
  if (!signal && deadline >= parent.deadline) return parent;
  const own = new Cancellation(Math.min(deadline, parent.deadline), parent);
  if (signal) own.follow(signal);
  return own;
}
