import type { IncomingEvent } from '../calls';
import { readFields, required, WIRE_VERSION } from './fields';

export interface WireEvent extends IncomingEvent {
  /** The one group that it is meant for, if it is not for all: a dead letter that was sent again. */
  group?: string;
  /** The span that it was sent in, as in the W3C's `traceparent`. */
  link?: string;
}

export function eventFields({ name, headers, body }: IncomingEvent, link?: string): string[] {
  const always = ['v', WIRE_VERSION, 'name', name, 'headers', headers, 'body', body];
  return link === undefined ? always : [...always, 'traceparent', link];
}

/** The fields of an event that other groups have had already, without its seal: whoever sends it again has another. */
export function forGroup(sealed: readonly string[], group: string): string[] {
  const fields = sealed.at(-2) === 'seal' ? sealed.slice(0, -2) : sealed;
  // It may have been sent again, and given up again, before.
  const marked = fields.at(-2) === 'group' && fields.at(-1) === group;
  return marked ? [...fields] : [...fields, 'group', group];
}

/** @throws MalformedEntry */
export function decodeEvent(flat: string[]): WireEvent {
  const fields = readFields(flat);
  const group = fields.get('group');
  const link = fields.get('traceparent');
  return {
    name: required(fields, 'name'),
    headers: required(fields, 'headers'),
    body: required(fields, 'body'),
    ...(group !== undefined && { group }),
    ...(link !== undefined && { link }),
  };
}
