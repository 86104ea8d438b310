import { parseList, readFields, required, WIRE_VERSION } from './fields';
import { isFailureCode, type FailureCode } from '../transport-error';

/** `ok` and `error` are the application's; a `failure` is the transport's own and ends the call as well. */
export type ReplyKind = 'ok' | 'error' | 'failure';

export interface WireReply {
  /** Id of the call that it answers. */
  id: number;
  kind: ReplyKind;
  body: string;
}

/** Body of a `failure`. */
export interface WireFailure {
  code: FailureCode;
  message: string;
  mayHaveRun: boolean;
  retryAfterMs?: number;
}

export const replyFields: readonly string[] = ['v', WIRE_VERSION, 'replies'];

export function encodeReplies(replies: WireReply[]): string {
  return JSON.stringify(replies.map((r) => [r.id, r.kind, r.body]));
}

/** Leaves out what it cannot read, so that one bad reply does not hide the others. @throws MalformedEntry */
export function decodeReplies(flat: string[]): WireReply[] {
  return parseList(required(readFields(flat), 'replies'))
    .map(decodeReply)
    .filter((reply) => reply !== undefined);
}

function decodeReply(item: unknown): WireReply | undefined {
  if (!Array.isArray(item)) return undefined;
  const [id, kind, body] = item as unknown[];
  if (typeof id !== 'number' || typeof body !== 'string') return undefined;
  return kind === 'ok' || kind === 'error' || kind === 'failure' ? { id, kind, body } : undefined;
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
      ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
    };
  } catch {
    return undefined;
  }
}
