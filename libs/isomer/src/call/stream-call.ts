import type { InvokeStream } from '../contract/contract';
import type { CallContext } from './call-context';
import { type Entered, enter } from './enter';
import type { Operation } from './operation';

/** The values of a stream that was entered. */
export type Values = (input: unknown, context: CallContext) => AsyncIterable<unknown>;

/**
 * What every stream does on its caller's side, wherever it is served: it is entered at once, as every call, and what
 * refuses it is told when the first value is asked for.
 */
export function streamCall(operation: Operation, values: Values): InvokeStream {
  return (input, options) => {
    try {
      return read(enter(operation, input, options), values);
    } catch (error) {
      return refused(error);
    }
  };
}

async function* read(
  { input, context, ownsDeadline }: Entered,
  values: Values,
): AsyncGenerator<unknown, void> {
  try {
    yield* values(input, context);
  } finally {
    if (ownsDeadline) context.cancellation.dispose();
  }
}

/** A stream that ends before its first value. */
export async function* refused(error: unknown): AsyncGenerator<never, void> {
  throw error;
}
