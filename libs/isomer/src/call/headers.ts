import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { copierOf, undecided } from '../contract/copier';
import { Cancelled, DeadlineExceeded, InvalidArgument } from '../contract/framework-errors';
import { plainWords } from '../contract/plain-words';
import { sentences } from '../contract/sentences';
import type { Principal } from '../contract/principal';
import type { IncomingCall } from '../transport/transport';
import { CallContext, type Surroundings } from './call-context';
import { Cancellation } from './cancellation';
import { type Operation, violations } from './operation';

/** The surroundings of a call as they travel. Remaining time is the transport's to carry. */
const Headers = z.object({
  /** Says who calls, and on whose behalf. Optional, so that a caller without one hears what it lacks. */
  token: z.string().optional(),
  traceId: z.string(),
  locale: z.string(),
  idempotencyKey: z.string().optional(),
  /** Up to a year. */
  keyLifeHours: z.int().min(1).max(8_784).optional(),
  fingerprint: z.string().optional(),
  /** The caller's version of the call. */
  hash: z.string(),
});
export type Headers = z.infer<typeof Headers>;

type Travelling = Pick<
  Surroundings,
  'traceId' | 'locale' | 'idempotencyKey' | 'keyLifeHours' | 'fingerprint'
>;

/** What headers begin with: the token, which many calls have in common. */
export function tokenHeader(token: string): string {
  return `{"token":${JSON.stringify(token)},`;
}

/** What follows the {@link tokenHeader}. */
export function encodeHeaders(
  { traceId, locale, idempotencyKey, keyLifeHours, fingerprint }: Travelling,
  hash: string,
): string {
  return JSON.stringify({
    traceId,
    locale,
    idempotencyKey,
    keyLifeHours,
    fingerprint,
    hash,
  } satisfies Headers).slice(1);
}

const copyHeaders = copierOf(Headers);

/**
 * @param shared what the headers begin with, before `text`
 * @throws InvalidArgument for headers that WIRE.md does not allow
 */
export function decodeHeaders(text: string, shared = ''): Headers {
  const token = tokenIn(shared);
  const headers = parseJson(token === undefined ? shared + text : `{${text}`, 'headers') as Headers;
  // As for JSON, the last one counts.
  if (token !== undefined && headers.token === undefined) headers.token = token;
  const copy = copyHeaders(headers);
  if (copy !== undecided) return copy as Headers;
  const parsed = Headers.safeParse(headers, { error: plainWords });
  if (parsed.success) return parsed.data;
  throw new InvalidArgument('The headers are not valid', { violations: violations(parsed.error) });
}

/** @throws InvalidArgument */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Its message quotes what could not be read, which may be a password.
    throw new InvalidArgument(`The call cannot be read: no JSON in its ${what}`);
  }
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
    // Only what keeps no result comes without one: it is asked for as often as it is sent.
    idempotencyKey: headers.idempotencyKey ?? (call.kind === 'command' ? randomUUID() : undefined),
    keyLifeHours: headers.keyLifeHours,
    fingerprint: headers.fingerprint,
    cancellation,
  });
}
