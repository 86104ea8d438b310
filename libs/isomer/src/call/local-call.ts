import { CallError } from '../contract/errors';
import type { Invoke } from '../contract/contract';
import type { CallContext } from './call-context';
import { enter } from './enter';
import type { ServedCall } from './served-call';
import { type WireError, decodeError, encodeError } from './wire';

/** A call to a context in this process. `throughCodec` lets tests see at once what would not survive the wire. */
export function localCall(served: ServedCall, throughCodec = false): Invoke {
  const { operation } = served;
  const arrive = (error: unknown): never => {
    // A copy, as from another process: the caller must not see what the server's object becomes.
    const wire = JSON.parse(JSON.stringify(encodeError(error as CallError))) as WireError;
    throw decodeError(wire, operation.call.errors, operation.id);
  };
  const execute = (input: unknown, context: CallContext): Promise<unknown> => {
    if (!throughCodec) return served.execute(input, context).catch(arrive);
    const copy: unknown = JSON.parse(operation.encodeInput(input));
    return served.executeEncoded(copy, context).then((output) => JSON.parse(output) as unknown, arrive);
  };
  return (input, options) => {
    try {
      const { input: parsed, context, ownsDeadline } = enter(operation, input, options);
      const answer = execute(parsed, context);
      return ownsDeadline ? answer.finally(() => context.cancellation.dispose()) : answer;
    } catch (error) {
      return Promise.reject(error as Error);
    }
  };
}
