import type { IncomingEvent } from '../calls';
import { readFields, required, WIRE_VERSION } from './fields';

export function eventFields(event: IncomingEvent): string[] {
  return ['v', WIRE_VERSION, 'name', event.name, 'headers', event.headers, 'body', event.body];
}

/** @throws MalformedEntry */
export function decodeEvent(flat: string[]): IncomingEvent {
  const fields = readFields(flat);
  return {
    name: required(fields, 'name'),
    headers: required(fields, 'headers'),
    body: required(fields, 'body'),
  };
}
