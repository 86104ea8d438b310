import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CallContext } from './call-context';
import { Cancellation } from './cancellation';
import type { Operation } from './operation';

/** The surroundings of a call as they travel. Remaining time is the transport's to carry. */
const Headers = z.object({
  principal: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('anonymous') }),
    z.object({ kind: z.literal('member'), id: z.string() }),
    z.object({ kind: z.literal('system'), name: z.string() }),
  ]),
  traceId: z.string(),
  locale: z.string(),
  idempotencyKey: z.string().optional(),
  fingerprint: z.string().optional(),
  /** The caller's version of the call. */
  hash: z.string(),
});
export type Headers = z.infer<typeof Headers>;

export function encodeHeaders(context: CallContext, hash: string): string {
  const { principal, traceId, locale, idempotencyKey, fingerprint } = context;
  return JSON.stringify({ principal, traceId, locale, idempotencyKey, fingerprint, hash } satisfies Headers);
}

/** @throws Error for headers of another protocol */
export function decodeHeaders(text: string): Headers {
  return Headers.parse(JSON.parse(text));
}

export function arrivedContext(
  headers: Headers,
  { id, call }: Operation,
  timeoutMs: number,
  signal: AbortSignal,
): CallContext {
  const cancellation = new Cancellation(performance.now() + timeoutMs);
  cancellation.follow(signal);
  return new CallContext({
    operation: id,
    kind: call.kind,
    principal: headers.principal,
    traceId: headers.traceId,
    locale: headers.locale,
    // A caller that sends no key asks for the command as often as it sends it.
    idempotencyKey: headers.idempotencyKey ?? (call.kind === 'command' ? randomUUID() : undefined),
    fingerprint: headers.fingerprint,
    cancellation,
  });
}
