import { MalformedEntry, parseList, readFields, required, requiredText, WIRE_VERSION } from './fields';
import { isLength, Texts } from './texts';

/** The version of a request in which calls share what their headers begin with; the highest that this code reads. */
export const SHARING_VERSION = 2;

const versions = [WIRE_VERSION, String(SHARING_VERSION)];

/** Items of `calls` in one entry, far more than anybody writes: each call costs its server memory, however short it is. */
const MOST_ITEMS = 1_024;

export interface WireCall {
  /** Unique among the calls of the client that sent it. */
  id: number;
  name: string;
  /** What the caller still had when the entry was written, in milliseconds. */
  timeoutMs: number;
  headers: string;
  /** What the headers begin with, before `headers`, where that is the same for several calls. */
  sharedHeaders?: string;
  body: string;
  /** For a call that answers with a stream: how many values its caller has room for. */
  window?: number;
  /** The span that it was sent in, as in the W3C's `traceparent`. */
  link?: string;
}

export interface RequestEntry {
  client: string;
  /** When it was written, by Redis's clock as its client knows it, in milliseconds. */
  at: number;
  /** False if the calls of this entry must not be started a second time. */
  repeatable: boolean;
  calls: WireCall[];
  /** How many calls of the entry could not be read. The others are not to suffer for them. */
  unreadable: number;
}

/** All fields but {@link CALL_FIELDS}, which follow. */
export function requestFields(client: string, repeatable: boolean, at: number): string[] {
  return ['from', client, 'at', `${Math.round(at)}`, 'repeatable', repeatable ? '1' : '0'];
}

export const CALL_FIELDS = ['v', 'calls', 'texts'] as const;

/**
 * The values of {@link CALL_FIELDS}.
 * @param canShare whether whoever may get the entry reads {@link SHARING_VERSION}
 */
export function encodeCalls(
  calls: readonly WireCall[],
  canShare: boolean,
): [version: string, calls: string, texts: string] {
  let texts = '';
  let shared = '';
  let version = WIRE_VERSION;
  const list: unknown[] = [];
  for (const call of calls) {
    const { sharedHeaders = '' } = call;
    if (canShare && sharedHeaders !== shared) {
      shared = sharedHeaders;
      version = String(SHARING_VERSION);
      const text = shared.toWellFormed();
      texts += text;
      list.push(Buffer.byteLength(text));
    }
    // Two halves of a pair that come together would be shorter than apart.
    const headers = (canShare ? call.headers : sharedHeaders + call.headers).toWellFormed();
    const body = call.body.toWellFormed();
    texts += headers + body;
    list.push(encodeCall(call, Buffer.byteLength(headers), Buffer.byteLength(body)));
  }
  return [version, JSON.stringify(list), texts];
}

function encodeCall(
  { id, name, timeoutMs, window, link }: WireCall,
  headersBytes: number,
  bodyBytes: number,
): unknown[] {
  const always = [id, name, timeoutMs, headersBytes, bodyBytes];
  if (link !== undefined) return [...always, window ?? null, link];
  return window === undefined ? always : [...always, window];
}

/** @throws MalformedEntry */
export function decodeRequest(flat: string[]): RequestEntry {
  const fields = readFields(flat, versions);
  const isShared = fields.get('v') !== WIRE_VERSION;
  const client = requiredText(fields, 'from', /^[\w.-]{1,200}$/);
  const at = Number(requiredText(fields, 'at', /^\d{1,15}$/));
  const repeatable = requiredText(fields, 'repeatable', /^[01]$/) === '1';
  const texts = new Texts(required(fields, 'texts'));
  const items = parseList(required(fields, 'calls'));
  if (items.length > MOST_ITEMS) throw new MalformedEntry(`it has more than ${MOST_ITEMS} calls`);
  const calls: WireCall[] = [];
  let unreadable = 0;
  let shared = '';
  for (const item of items) {
    if (isShared && isLength(item)) {
      shared = texts.take(item);
      continue;
    }
    const call = decodeCall(item, texts);
    if (!call) {
      unreadable += 1;
      continue;
    }
    if (shared !== '') call.sharedHeaders = shared;
    // Begun again, a stream would come twice.
    if (repeatable) delete call.window;
    calls.push(call);
  }
  texts.end();
  if (calls.length === 0 && unreadable > 0) throw new MalformedEntry('none of its calls can be read');
  return { client, at, repeatable, calls, unreadable };
}

/** What has no lengths has no texts. */
function decodeCall(item: unknown, texts: Texts): WireCall | undefined {
  if (!Array.isArray(item)) return undefined;
  const [id, name, timeoutMs, headersBytes, bodyBytes, window, link] = item as unknown[];
  if (!isLength(headersBytes) || !isLength(bodyBytes)) return undefined;
  const headers = texts.take(headersBytes);
  const body = texts.take(bodyBytes);
  if (!Number.isSafeInteger(id) || typeof name !== 'string' || !Number.isFinite(timeoutMs)) return undefined;
  const call: WireCall = { id: id as number, name, timeoutMs: timeoutMs as number, headers, body };
  if (Number.isSafeInteger(window)) call.window = window as number;
  if (typeof link === 'string') call.link = link;
  return call;
}
