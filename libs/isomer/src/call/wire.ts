import { z } from 'zod';
import type { AnyErrorClass } from '../contract/errors';
import { CallError } from '../contract/errors';
import { Internal, frameworkErrors } from '../contract/framework-errors';

/** Largest body of a call or a reply, in bytes of UTF-8. Larger things travel as references. */
export const maxBodyBytes = 1024 * 1024;

/** @throws RangeError for a value over the limit. */
export function encode(value: unknown, what: string): string {
  const text = JSON.stringify(value);
  // A UTF-16 unit is at most three bytes, so most texts need no count.
  if (text.length * 3 > maxBodyBytes && Buffer.byteLength(text) > maxBodyBytes) {
    throw new RangeError(`${what} is over ${maxBodyBytes} bytes; pass large things by reference`);
  }
  return text;
}

/** An error as it travels. */
export interface WireError {
  code: string;
  message: string;
  details: unknown;
  mayHaveRun: boolean;
}

export const WireError = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
  mayHaveRun: z.boolean(),
});

export function encodeError(error: CallError): WireError {
  const { code, message, details, mayHaveRun } = error;
  return { code, message, details, mayHaveRun };
}

const byCode = new Map(frameworkErrors.map((type) => [type.code, type]));

/** Rebuilds an error as an instance of its class, for the classes that the call may end with. */
export function decodeError(
  wire: WireError,
  declared: readonly AnyErrorClass[],
  operation: string,
): CallError {
  const error =
    rebuild(wire, declared) ??
    new Internal(`${operation} ended with an error it does not declare: ${wire.code}`);
  error.mayHaveRun = wire.mayHaveRun;
  error.operation = operation;
  return error;
}

function rebuild(wire: WireError, declared: readonly AnyErrorClass[]): CallError | undefined {
  const type = declared.find(({ code }) => code === wire.code);
  if (type) {
    const details = type.schema.safeParse(wire.details);
    return details.success
      ? new (type as unknown as new (details: unknown) => CallError)(details.data)
      : undefined;
  }
  const framework = byCode.get(wire.code);
  return framework && new framework(wire.message, wire.details as object);
}
