import { CallError } from '../contract/errors';
import type { Invoke, InvokeStream } from '../contract/contract';
import type { CallContext } from './call-context';
import { enter } from './enter';
import type { Operation } from './operation';
import type { ServedCall } from './served-call';
import { streamCall } from './stream-call';
import { type WireError, decodeError, encodeError } from './wire';

/** A call to a context in this process. `throughCodec` lets tests see at once what would not survive the wire. */
export function localCall(served: ServedCall, throughCodec = false): Invoke {
  const { operation } = served;
  const arrive = (error: CallError) => arrived(error, operation);
  const throughTheCodec = (input: unknown, context: CallContext): Promise<unknown> => {
    const copy: unknown = JSON.parse(operation.encodeInput(input));
    return served.executeEncoded(copy, context).then(
      (output) => JSON.parse(output) as unknown,
      (error: CallError) => {
        throw arrive(error);
      },
    );
  };
  return (input, options) => {
    try {
      const { input: parsed, context, ownsDeadline } = enter(operation, input, options);
      const leave = ownsDeadline ? () => context.cancellation.dispose() : undefined;
      if (!throughCodec) return served.execute(parsed, context, arrive, leave);
      const answer = throughTheCodec(parsed, context);
      return leave ? answer.finally(leave) : answer;
    } catch (error) {
      return Promise.reject(error as Error);
    }
  };
}

/** The same for a stream. */
export function localStream(served: ServedCall, throughCodec = false): InvokeStream {
  const { operation } = served;
  return streamCall(operation, async function* (input, context) {
    try {
      for await (const value of served.stream(input, context))
        yield throughCodec ? JSON.parse(served.encode(value)) : value;
    } catch (error) {
      throw error instanceof CallError ? arrived(error, operation) : error;
    }
  });
}

/** A copy, as from another process: the caller must not see what the server's object becomes. */
function arrived(error: CallError, { id, call }: Operation): CallError {
  return decodeError(JSON.parse(JSON.stringify(encodeError(error))) as WireError, call.errors, id);
}
