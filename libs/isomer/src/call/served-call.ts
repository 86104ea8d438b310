import type { CallError } from '../contract/errors';
import { CommandOnce, Replay } from '../persistence/command-once';
import type { IdempotencyStore } from '../persistence/idempotency-store';
import type { CallContext } from './call-context';
import { failure } from './failure';
import type { Operation } from './operation';
import { encode } from './wire';

/** A call where it is served: the one path for calls from this process and from others. */
export class ServedCall {
  constructor(
    readonly operation: Operation,
    private readonly handler: { handle(input: unknown): Promise<unknown> },
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
    const { call } = this.operation;
    return new Promise((resolve, reject) => {
      const stopListening = context.cancellation.onEnd((reason) => {
        reason.mayHaveRun = true;
        reject(depart(reason));
      });
      const end = () => {
        stopListening();
        leave?.();
      };
      const fail = (error: unknown) => {
        end();
        reject(depart(failure(error, call.errors, context)));
      };
      const finish = (output: unknown) => {
        try {
          resolve(call.output.parse(output));
          end();
        } catch (error) {
          fail(new Error(`${this.operation.id} answered what its contract does not allow`, { cause: error }));
        }
      };
      try {
        this.start(input, context).then(finish, fail);
      } catch (error) {
        // A handler that is no async function can throw at once.
        fail(error);
      }
    });
  }

  /** The same, as the text that travels. */
  async executeEncoded(input: unknown, context: CallContext): Promise<string> {
    const output = await this.execute(input, context);
    try {
      return encode(output, `The output of ${this.operation.id}`);
    } catch (error) {
      throw failure(error, [], context);
    }
  }

  private start(input: unknown, context: CallContext): Promise<unknown> {
    const { call } = this.operation;
    if (!call.idempotent) return context.run(() => this.handler.handle(input));
    if (!this.store)
      return Promise.reject(new Error(`${this.operation.id} needs a database for its idempotency key`));
    const once = new CommandOnce(this.store, context, call, input);
    return this.runOnce(input, context.withCommand(once), once);
  }

  private async runOnce(input: unknown, context: CallContext, once: CommandOnce): Promise<unknown> {
    const known = await once.find();
    if (known) return known.result;
    try {
      const result = await context.run(() => this.handler.handle(input));
      once.assertStored(result);
      return result;
    } catch (error) {
      if (error instanceof Replay) return error.result;
      throw error;
    }
  }
}

const asIs = (error: CallError) => error;
