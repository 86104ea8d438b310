import { MalformedEntry, parseList, readFields, required, WIRE_VERSION } from './fields';

export interface WireCall {
  /** Unique among the calls of the client that sent it. */
  id: number;
  name: string;
  /** What the caller still had when the entry was written, in milliseconds. */
  timeoutMs: number;
  headers: string;
  body: string;
}

export interface RequestEntry {
  client: string;
  /** False if the calls of this entry must not be started a second time. */
  repeatable: boolean;
  calls: WireCall[];
  /** How many calls of the entry could not be read. The others are not to suffer for them. */
  unreadable: number;
}

/** All fields but `calls`, whose value follows as the last argument. */
export function requestFields(client: string, repeatable: boolean): string[] {
  return ['v', WIRE_VERSION, 'from', client, 'repeatable', repeatable ? '1' : '0', 'calls'];
}

export function encodeCalls(calls: WireCall[]): string {
  return JSON.stringify(calls.map((c) => [c.id, c.name, c.timeoutMs, c.headers, c.body]));
}

/** @throws MalformedEntry */
export function decodeRequest(flat: string[]): RequestEntry {
  const fields = readFields(flat);
  const list = parseList(required(fields, 'calls'));
  const calls = list.map(decodeCall).filter((call) => call !== undefined);
  if (calls.length === 0 && list.length > 0) throw new MalformedEntry('none of its calls can be read');
  return {
    client: required(fields, 'from'),
    repeatable: required(fields, 'repeatable') === '1',
    calls,
    unreadable: list.length - calls.length,
  };
}

function decodeCall(item: unknown): WireCall | undefined {
  if (!Array.isArray(item)) return undefined;
  const [id, name, timeoutMs, headers, body] = item as unknown[];
  if (!Number.isSafeInteger(id) || !Number.isFinite(timeoutMs)) return undefined;
  if (typeof name !== 'string' || typeof headers !== 'string' || typeof body !== 'string') return undefined;
  return { id: id as number, name, timeoutMs: timeoutMs as number, headers, body };
}
