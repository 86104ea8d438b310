import type { z } from 'zod';
import { pointerTo } from '../contract/framework-errors';
import { plainWords } from '../contract/plain-words';
import { encode, maxBodyBytes } from '../call/wire';
import type { EventDefinition } from '../contract/event';

const maxKeyLength = 200;
/** Leaves room for what a delivery says besides. */
const maxPayloadBytes = maxBodyBytes - 16 * 1_024;

/** @throws Error for a key that orders nothing, or that no index takes */
export function assertKey({ name }: EventDefinition, key: unknown): asserts key is string {
  if (typeof key !== 'string' || key.length === 0 || key.length > maxKeyLength || key.includes('\0'))
    throw new Error(
      `${name} needs a key of 1 to ${maxKeyLength} characters, none of them zero, not '${String(key)}'`,
    );
}

/** A payload that has been parsed, as it is kept. @throws Error for one that is too large to travel */
export function payloadText({ name }: EventDefinition, payload: unknown): string {
  const text = encode(payload, `The payload of ${name}`);
  // It travels as text within JSON, where each quote takes two.
  if (Buffer.byteLength(JSON.stringify(text)) > maxPayloadBytes)
    throw new Error(
      `The payload of ${name} is over ${maxPayloadBytes} bytes; pass large things by reference`,
    );
  return text;
}

/** @throws Error for a payload that is not the event's */
export function parsedPayload(
  event: Pick<EventDefinition, 'name' | 'schema'>,
  payload: unknown,
  what = 'published',
): unknown {
  const parsed = event.schema.safeParse(payload, { error: plainWords });
  if (parsed.success) return parsed.data;
  throw new Error(`${event.name} was ${what} with another payload: ${wrong(parsed.error)}`, {
    cause: parsed.error,
  });
}

function wrong({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${pointerTo(path) || 'it'} ${message}`).join('; ');
}
