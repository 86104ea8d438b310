import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type CallContext, rootContext } from '../call/call-context';
import { InvalidArgument } from '../contract/framework-errors';
import { type Principal, anonymous } from '../contract/principal';

const principals = new WeakMap<FastifyRequest, Principal>();
const roots = new WeakMap<FastifyRequest, CallContext>();

/** Says who a request comes from; for the guard that authenticates. */
export function setPrincipal(request: FastifyRequest, principal: Principal): void {
  principals.set(request, principal);
}

/** The surroundings that were opened for a request, if it got that far. */
export function rootOf(request: FastifyRequest): CallContext | undefined {
  return roots.get(request);
}

/** Opens the surroundings that the calls of a request run in. @throws InvalidArgument for a bad header */
export function openRoot(request: FastifyRequest): CallContext {
  const { method, headers } = request;
  const idempotencyKey = method === 'POST' ? keyOf(headers['idempotency-key']) : undefined;
  const root = rootContext({
    operation: `${method} ${request.routeOptions.url ?? request.url}`,
    principal: principals.get(request) ?? anonymous,
    traceId: traceOf(headers.traceparent),
    locale: localeOf(headers['accept-language']),
    idempotencyKey,
    fingerprint: idempotencyKey && fingerprintOf(request),
  });
  roots.set(request, root);
  return root;
}

function keyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new InvalidArgument('Idempotency-Key must be 1 to 255 visible ASCII characters, such as a UUID');
}

/** What was asked for, so that a key is not taken for another request. */
function fingerprintOf({ method, url, body }: FastifyRequest): string {
  return createHash('sha256').update(`${method} ${url}\n${JSON.stringify(body ?? null)}`).digest('base64url');
}

/** Trace id of a W3C `traceparent`, if it is one. */
function traceOf(header: string | string[] | undefined): string | undefined {
  const match = typeof header === 'string' ? /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(header) : null;
  return match?.[1];
}

/** First language that the caller names. */
function localeOf(header: string | undefined): string | undefined {
  return /^\s*([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*)/.exec(header ?? '')?.[1];
}
