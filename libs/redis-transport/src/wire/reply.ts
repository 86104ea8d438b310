import { parseList, readFields, required, WIRE_VERSION } from './fields';
import { isLength, Texts } from './texts';
import { isFailureCode, type FailureCode } from '../transport-error';

/**
 * `ok` and `error` are the application's; a `failure` is the transport's own and ends the call as well. `next` is a
 * value of a stream, which goes on.
 */
export type ReplyKind = 'ok' | 'error' | 'failure' | 'next';
const kinds: ReadonlySet<unknown> = new Set<ReplyKind>(['ok', 'error', 'failure', 'next']);

export interface WireReply {
  /** Id of the call that it answers. */
  id: number;
  kind: ReplyKind;
  body: string;
  /** Of a `next`: 0 for the first value, and so on. Of the reply that ends a stream: how many there were. */
  index?: number;
}

export interface ReplyEntry {
  /** Id of the replica that answers. */
  replica: string;
  replies: WireReply[];
}

/** Body of a `failure`. */
export interface WireFailure {
  code: FailureCode;
  message: string;
  mayHaveRun: boolean;
  retryAfterMs?: number;
}

/** All fields but {@link REPLY_FIELDS}, which follow. */
export function replyFields(replica: string): string[] {
  return ['v', WIRE_VERSION, 'by', replica];
}

export const REPLY_FIELDS = ['replies', 'texts'] as const;

/** The values of {@link REPLY_FIELDS}. */
export function encodeReplies(replies: readonly WireReply[]): [replies: string, texts: string] {
  let texts = '';
  const heads = replies.map(({ id, kind, body: text, index }) => {
    const body = text.toWellFormed();
    texts += body;
    const always = [id, kind, Buffer.byteLength(body)];
    return index === undefined ? always : [...always, index];
  });
  return [JSON.stringify(heads), texts];
}

/** Leaves out what it cannot read, so that one bad reply does not hide the others. @throws MalformedEntry */
export function decodeReplies(flat: string[]): ReplyEntry {
  const fields = readFields(flat);
  const texts = new Texts(required(fields, 'texts'));
  const replies: WireReply[] = [];
  for (const item of parseList(required(fields, 'replies'))) {
    const reply = decodeReply(item, texts);
    if (reply) replies.push(reply);
  }
  texts.end();
  return { replica: required(fields, 'by'), replies };
}

/** What has no length has no text. */
function decodeReply(item: unknown, texts: Texts): WireReply | undefined {
  if (!Array.isArray(item)) return undefined;
  const [id, kind, bytes, index] = item as unknown[];
  if (!isLength(bytes)) return undefined;
  const body = texts.take(bytes);
  if (!Number.isSafeInteger(id) || !kinds.has(kind)) return undefined;
  const reply = { id: id as number, kind: kind as ReplyKind, body };
  if (Number.isSafeInteger(index)) return { ...reply, index: index as number };
  return kind === 'next' ? undefined : reply;
}

/** `undefined` if `body` is not a failure as PROTOCOL.md describes it. */
export function decodeFailure(body: string): WireFailure | undefined {
  try {
    const { code, message, mayHaveRun, retryAfterMs } = JSON.parse(body) as Record<string, unknown>;
    if (!isFailureCode(code) || typeof message !== 'string') return undefined;
    return {
      code,
      message,
      // Only who knows that it did not run says so.
      mayHaveRun: mayHaveRun !== false,
      ...(Number.isFinite(retryAfterMs) && { retryAfterMs: retryAfterMs as number }),
    };
  } catch {
    return undefined;
  }
}
