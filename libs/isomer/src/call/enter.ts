import { createHash, randomUUID } from 'node:crypto';
import type { CallOptions } from '../contract/contract';
import { FailedPrecondition } from '../contract/framework-errors';
import { CallContext, rootContext } from './call-context';
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
  const caller = current ?? rootContext({ operation: operation.id, deadlineMs: operation.call.deadlineMs });
  if (caller.transaction) {
    throw new FailedPrecondition(
      `${caller.operation} calls ${operation.id} while its transaction is open; read first, then open the unit of work`,
    );
  }
  operation.admit(caller.principal);
  const parsed = operation.parseInput(input);
  const ended = caller.cancellation.reason;
  if (ended) throw ended;
  const context = surroundings(operation, caller, parsed, options);
  return { input: parsed, context, ownsDeadline: context.cancellation !== current?.cancellation };
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
    fingerprint: caller.kind === 'root' ? caller.fingerprint : undefined,
    cancellation: cancellation(call.deadlineMs, caller.cancellation, options),
  });
}

/** A command inside a command is the same one whenever its parent is retried: its key follows from the parent's. */
function key(id: string, caller: CallContext, input: unknown, options: CallOptions | undefined): string {
  if (options?.idempotencyKey) return options.idempotencyKey;
  if (caller.kind === 'root') return caller.idempotencyKey ?? randomUUID();
  const what = options?.label ?? JSON.stringify(input);
  return createHash('sha256').update(`${caller.scope}\n${id}\n${what}`).digest('base64url');
}

function cancellation(defaultMs: number, parent: Cancellation, options: CallOptions | undefined): Cancellation {
  const deadline = performance.now() + (options?.deadlineMs ?? defaultMs);
  const signal = options?.signal;
  if (!signal && deadline >= parent.deadline) return parent;
  const own = new Cancellation(Math.min(deadline, parent.deadline), parent);
  if (signal) own.follow(signal);
  return own;
}
