import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { copierOf, undecided } from '../contract/copier';
import { Cancelled, DeadlineExceeded } from '../contract/framework-errors';
import { sentences } from '../contract/sentences';
import type { Principal } from '../contract/principal';
import type { IncomingCall } from '../transport/transport';
import { CallContext, type Surroundings } from './call-context';
import { Cancellation } from './cancellation';
import type { Operation } from './operation';

/** The surroundings of a call as they travel. Remaining time is the transport's to carry. */
const Headers = z.object({
  /** Says who calls, and on whose behalf. Optional, so that a caller without one hears what it lacks. */
  token: z.string().optional(),
  traceId: z.string(),
  locale: z.string(),
  idempotencyKey: z.string().optional(),
  fingerprint: z.string().optional(),
  /** The caller's version of the call. */
  hash: z.string(),
});
export type Headers = z.infer<typeof Headers>;

type Travelling = Pick<Surroundings, 'traceId' | 'locale' | 'idempotencyKey' | 'fingerprint'>;

/** What headers begin with: the token, which many calls have in common. */
export function tokenHeader(token: string): string {
  return `{"token":${JSON.stringify(token)},`;
}

/** What follows the {@link tokenHeader}. */
export function encodeHeaders(
  { traceId, locale, idempotencyKey, fingerprint }: Travelling,
  hash: string,
): string {
  return JSON.stringify({ traceId, locale, idempotencyKey, fingerprint, hash } satisfies Headers).slice(1);
}

const copyHeaders = copierOf(Headers);

/**
 * @param shared what the headers begin with, before `text`
 * @throws Error for headers of another protocol
 */
export function decodeHeaders(text: string, shared = ''): Headers {
  const token = tokenIn(shared);
  const headers = JSON.parse(token === undefined ? shared + text : `{${text}`) as Headers;
  // As for JSON, the last one counts.
  if (token !== undefined && headers.token === undefined) headers.token = token;
  const copy = copyHeaders(headers);
  return copy === undecided ? Headers.parse(headers) : (copy as Headers);
}

let lastShared = '';
let lastToken: string | undefined;

/** The token in a {@link tokenHeader}; of calls that came together only the first is looked into. */
function tokenIn(shared: string): string | undefined {
  if (shared !== lastShared) {
    lastShared = shared;
    lastToken = /^\{"token":"([\w.-]+)",$/.exec(shared)?.[1];
  }
  return lastToken;
}

export function arrivedContext(
  headers: Headers,
  principal: Principal,
  { id, call }: Operation,
  incoming: Pick<IncomingCall, 'timeoutMs' | 'onEnd'>,
): CallContext {
  const cancellation = Cancellation.watchedElsewhere(performance.now() + incoming.timeoutMs);
  incoming.onEnd(({ code }) =>
    cancellation.end(
      code === 'DeadlineExceeded'
        ? new DeadlineExceeded(sentences.deadline)
        : new Cancelled('The caller gave up'),
    ),
  );
  return new CallContext({
    operation: id,
    kind: call.kind,
    principal,
    traceId: headers.traceId,
    locale: headers.locale,
    // A caller that sends no key asks for the command as often as it sends it.
    idempotencyKey: headers.idempotencyKey ?? (call.kind === 'command' ? randomUUID() : undefined),
    fingerprint: headers.fingerprint,
    cancellation,
  });
}
