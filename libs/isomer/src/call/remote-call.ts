import { Logger } from '@nestjs/common';
import type { CallError } from '../contract/errors';
import {
  Cancelled,
  DeadlineExceeded,
  InvalidArgument,
  ResourceExhausted,
  Unavailable,
} from '../contract/framework-errors';
import type { Reply, Transport, TransportFailure } from '../transport/transport';
import type { Invoke } from '../contract/contract';
import type { CallContext } from './call-context';
import { enter } from './enter';
import { encodeHeaders } from './headers';
import type { Operation } from './operation';
import { WireError, decodeError, encodeError } from './wire';

/** A call to a context in another process. */
export function remoteCall(operation: Operation, transport: Transport): Invoke {
  return async (input, options) => {
    const { input: parsed, context, ownsDeadline } = enter(operation, input, options);
    const reply = await send(operation, transport, parsed, context).finally(() => {
      if (ownsDeadline) context.cancellation.dispose();
    });
    if (reply.ok) return operation.readOutput(JSON.parse(reply.body));
    throw decodeError(WireError.parse(JSON.parse(reply.body)), operation.call.errors, operation.id);
  };
}

async function send(
  operation: Operation,
  transport: Transport,
  input: unknown,
  context: CallContext,
): Promise<Reply> {
  const { call } = operation;
  try {
    return await transport.call({
      context: operation.context,
      name: operation.name,
      body: operation.encodeInput(input),
      headers: encodeHeaders(context, operation.hash),
      timeoutMs: Math.max(1, Math.ceil(context.cancellation.remainingMs)),
      repeatable: call.kind === 'query' || call.idempotent,
      signal: context.signal,
    });
  } catch (error) {
    throw roadFailure(error, operation, context.cancellation.reason);
  }
}

const failures = { Unavailable, DeadlineExceeded, ResourceExhausted, Cancelled, InvalidArgument };

/** What the transport says, as the framework's error of the same name; if we ended the call, what we ended it for. */
function roadFailure(
  error: unknown,
  { id, context, call }: Operation,
  ended: CallError | undefined,
): unknown {
  const { code, message, mayHaveRun = true, retryAfterMs } = error as Partial<TransportFailure>;
  if (!code || !(code in failures)) return error;
  if (ended) return decodeError({ ...encodeError(ended), mayHaveRun }, call.errors, id);
  const failure: CallError =
    code === 'Unavailable'
      ? unreachable(context, `${message}`, retryAfterMs)
      : new failures[code](`${id}: ${message}`, retryAfterMs === undefined ? {} : { retryAfterMs });
  failure.mayHaveRun = mayHaveRun;
  failure.operation = id;
  return failure;
}

const log = new Logger('Calls');
const lastSaid = new Map<string, number>();

/** Why is for the log, once a second: a client has no use for addresses. */
function unreachable(context: string, why: string, retryAfterMs = 1_000): Unavailable {
  const now = performance.now();
  if (now - (lastSaid.get(context) ?? -Infinity) > 1_000) {
    lastSaid.set(context, now);
    log.warn(`${context}: ${why}`);
  }
  return new Unavailable(`${context} cannot be reached`, { retryAfterMs });
}
