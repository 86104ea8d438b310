import type { CallError } from '../contract/errors';
import { Cancelled } from '../contract/framework-errors';
import { CommandOnce, Replay } from '../persistence/command-once';
import type { IdempotencyStore } from '../persistence/idempotency-store';
import { CallContext } from './call-context';
import { Cancellation, Listener } from './cancellation';
import { failure } from './failure';
import type { Operation } from './operation';
import { decodeError, encode, encodeError } from './wire';

/** What serves a call: a promise, or for a stream its values. */
export interface AnyHandler {
  handle(input: unknown): Promise<unknown> | AsyncIterable<unknown>;
}

/** A call where it is served: the one path for calls from this process and from others. */
export class ServedCall {
  constructor(
    readonly operation: Operation,
    private readonly handler: AnyHandler,
    private readonly store: IdempotencyStore | undefined,
  ) {}

  /**
   * Runs the handler on parsed input until it answers or the call ends early. A handler that goes on
   * after that finds its signal aborted; its answer is dropped. Every promise in between would cost each
   * call, so errors pass through `depart` on their way out and `leave` hears of the answer here.
   */
  execute(
    input: unknown,
    context: CallContext,
    depart: (error: CallError) => CallError = asIs,
    leave?: () => void,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const answer = new Answer(this.operation, context, resolve, reject, depart, leave);
      context.cancellation.add(answer);
      const fail = (error: unknown) => answer.fail(error);
      try {
        this.start(input, context).then((output) => answer.finish(output), fail);
      } catch (error) {
        // A handler that is no async function can throw at once.
        fail(error);
      }
    });
  }

  /** The values of a stream, until it or the call ends. Throws errors as they leave a call. */
  async *stream(input: unknown, caller: CallContext): AsyncGenerator<unknown, void> {
    const { operation } = this;
    const step = new Step(operation);
    caller.cancellation.add(step);
    // It ends with its reader, whatever surrounds that.
    const cancellation = new Cancellation(caller.cancellation.deadline, caller.cancellation, false);
    const context = new CallContext({ ...caller, cancellation });
    let values: AsyncIterator<unknown> | undefined;
    try {
      values = context
        .run(() => this.handler.handle(input) as AsyncIterable<unknown>)
        [Symbol.asyncIterator]();
      for (;;) {
        const next = await step.of(() => context.run(() => values!.next()));
        if (next.done) return;
        yield allowed(next.value, operation);
      }
    } catch (error) {
      throw failure(error, operation.call.errors, context);
    } finally {
      step.leave();
      cancellation.end(new Cancelled('The reader left the stream'));
      // Not waited for: a handler that hangs must not hold up whoever has gone on.
      context.run(() => values?.return?.())?.catch(() => undefined);
    }
  }

  /** One value as the text that travels. */
  encode(value: unknown): string {
    return encode(value, `The output of ${this.operation.id}`);
  }

  /** The same as {@link execute}, as the text that travels. */
  executeEncoded(input: unknown, context: CallContext): Promise<string> {
    return this.execute(input, context).then((output) => {
      try {
        return this.encode(output);
      } catch (error) {
        throw failure(error, [], context);
      }
    });
  }

  private start(input: unknown, context: CallContext): Promise<unknown> {
    const { call } = this.operation;
    if (!call.idempotent) return context.run(() => this.handler.handle(input) as Promise<unknown>);
    if (!this.store)
      return Promise.reject(new Error(`${this.operation.id} needs a database for its idempotency key`));
    const once = new CommandOnce(this.store, context, call, input);
    return this.runOnce(input, context.withCommand(once), once);
  }

  private async runOnce(input: unknown, context: CallContext, once: CommandOnce): Promise<unknown> {
    const known = await once.find();
    if (known) return known.result;
    try {
      const result = await context.run(() => this.handler.handle(input) as Promise<unknown>);
      once.assertStored(result);
      return result;
    } catch (error) {
      if (error instanceof Replay) return error.result;
      throw error;
    }
  }
}

/** What a handler gives, as its contract declares it. @throws Error for anything else, which is nobody's but the handler's */
function allowed(output: unknown, operation: Operation): unknown {
  try {
    return operation.parseOutput(output);
  } catch (cause) {
    throw new Error(`${operation.id} answered what its contract does not allow`, { cause });
  }
}

/** One value of a stream that is waited for, unless the call ends before. */
class Step extends Listener {
  constructor(private readonly operation: Operation) {
    super();
  }

  private reason?: CallError;
  private reject?: (error: CallError) => void;

  of<T>(next: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.reason) return reject(this.reason);
      this.reject = reject;
      next().then(resolve, reject);
    });
  }

  override end(reason: CallError): void {
    this.reason = begun(reason, this.operation);
    this.reject?.(this.reason);
  }
}

/** The answer that a call waits for; the first that comes counts. */
class Answer extends Listener {
  constructor(
    private readonly operation: Operation,
    private readonly context: CallContext,
    private readonly resolve: (output: unknown) => void,
    private readonly reject: (error: CallError) => void,
    private readonly depart: (error: CallError) => CallError,
    private readonly done: (() => void) | undefined,
  ) {
    super();
  }

  finish(output: unknown): void {
    let parsed: unknown;
    try {
      parsed = allowed(output, this.operation);
    } catch (error) {
      return this.fail(error);
    }
    this.leave();
    this.done?.();
    this.resolve(parsed);
  }

  fail(error: unknown): void {
    this.leave();
    this.done?.();
    this.reject(this.depart(failure(error, this.operation.call.errors, this.context)));
  }

  override end(reason: CallError): void {
    this.reject(this.depart(begun(reason, this.operation)));
  }
}

/** What ends a call that has begun. A copy, because the same is told to what has not. */
function begun(reason: CallError, { id, call }: Operation): CallError {
  return decodeError({ ...encodeError(reason), mayHaveRun: true }, call.errors, id);
}

const asIs = (error: CallError) => error;
