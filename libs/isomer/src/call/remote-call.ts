import { Logger } from '@nestjs/common';
import type { CallError } from '../contract/errors';
import {
  Cancelled,
  DeadlineExceeded,
  InvalidArgument,
  ResourceExhausted,
  Unavailable,
  Untrusted,
} from '../contract/framework-errors';
import type { BegunCall, OutgoingCall, Reply, Transport, TransportFailure } from '../transport/transport';
import type { Invoke, InvokeStream } from '../contract/contract';
import { sentences } from '../contract/sentences';
import { Listener } from './cancellation';
import { type Entered, enter } from './enter';
import { encodeHeaders } from './headers';
import type { Operation } from './operation';
import type { PrincipalSigner } from './principal-signer';
import { Seldom } from './seldom';
import { streamCall } from './stream-call';
import { WireError, decodeError, encodeError } from './wire';

/** A call to a context in another process. */
export function remoteCall(operation: Operation, transport: Transport, signer: PrincipalSigner): Invoke {
  const { call } = operation;
  const repeatable = call.kind === 'query' || call.idempotent;
  // Not async: every promise costs each call.
  return (input, options) => {
    let entered: Entered | undefined;
    let sent: Sent | undefined;
    const over = () => {
      sent?.leave();
      if (entered?.ownsDeadline) entered.context.cancellation.dispose();
    };
    try {
      entered = enter(operation, input, options);
      const { cancellation } = entered.context;
      sent = new Sent(operation, signer, entered, repeatable);
      return transport.call(sent).then(
        (reply) => {
          over();
          return operation.readOutput(read(reply, operation));
        },
        (error: unknown) => {
          over();
          throw roadFailure(error, operation, cancellation.reason);
        },
      );
    } catch (error) {
      over();
      return Promise.reject(error as Error);
    }
  };
}

/** The same for a stream. */
export function remoteStream(
  operation: Operation,
  transport: Transport,
  signer: PrincipalSigner,
): InvokeStream {
  return streamCall(operation, async function* (input, context) {
    const sent = new Sent(operation, signer, { input, context }, false);
    try {
      const values = transport.stream(sent);
      try {
        for (;;) {
          const next = await values.next();
          if (next.done) return void read(next.value, operation);
          yield operation.readOutput(JSON.parse(next.value));
        }
      } finally {
        await values.return(undefined as never);
      }
    } catch (error) {
      throw roadFailure(error, operation, context.cancellation.reason);
    } finally {
      sent.leave();
    }
  });
}

/**
 * A call on its way, which its caller may give up. One object for both: every closure costs each call, and those that
 * would tie the two together outlived many a collection.
 */
class Sent extends Listener implements OutgoingCall {
  readonly context: string;
  readonly name: string;
  readonly body: string;
  readonly sharedHeaders: string;
  readonly headers: string;
  readonly timeoutMs: number;
  private begun: BegunCall | undefined = undefined;
  private hasEnded = false;

  constructor(
    operation: Operation,
    signer: PrincipalSigner,
    { input, context }: Pick<Entered, 'input' | 'context'>,
    readonly repeatable: boolean,
  ) {
    super();
    this.context = operation.context;
    this.name = operation.name;
    this.body = operation.encodeInput(input);
    this.sharedHeaders = signer.headerFor(context.principal);
    this.headers = encodeHeaders(context, operation.hash);
    this.timeoutMs = Math.max(1, Math.ceil(context.cancellation.remainingMs));
    context.cancellation.add(this);
  }

  onBegun(call: BegunCall): void {
    this.begun = call;
    // A stream is sent when its first value is asked for, and that may be late.
    if (this.hasEnded) call.cancel();
  }

  override end(): void {
    this.hasEnded = true;
    this.begun?.cancel();
  }
}

/** What a reply says. @throws CallError that it says */
function read({ ok, body }: Reply, operation: Operation): unknown {
  const value: unknown = JSON.parse(body);
  if (ok) return value;
  const error = WireError.parse(value);
  if (error.code === Untrusted.code) throw distrusted(operation, error.message);
  throw decodeError(error, operation.call.errors, operation.id);
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
      : // Which of the two clocks that watch a deadline is first is chance, and a client need not see it.
        new failures[code](
          code === 'DeadlineExceeded' ? sentences.deadline : `${id}: ${message}`,
          retryAfterMs === undefined ? {} : { retryAfterMs },
        );
  failure.mayHaveRun = mayHaveRun;
  failure.operation = id;
  return failure;
}

/** The server does not believe this process. Whoever runs the two can mend that; whoever calls can only wait. */
function distrusted({ id, context }: Operation, why: string): Unavailable {
  const failure = unreachable(context, why, undefined, 'distrust');
  failure.operation = id;
  return failure;
}

const log = new Logger('Calls');
const warnings = new Seldom((line) => log.warn(line), 1_000);

/** Why is for the log, once a second: a client has no use for addresses. */
function unreachable(context: string, why: string, retryAfterMs = 1_000, kind = 'road'): Unavailable {
  warnings.tell(`${context} ${kind}`, `${context}: ${why}`);
  return new Unavailable(`${context} cannot be reached`, { retryAfterMs });
}
