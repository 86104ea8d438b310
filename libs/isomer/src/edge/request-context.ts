import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type CallContext, newTraceId, rootContext } from '../call/call-context';
import { canonicalJson } from '../contract/canonical-json';
import { Cancelled, InvalidArgument } from '../contract/framework-errors';
import type { Principal } from '../contract/principal';
import { edgeRoute } from './route-config';

/** Where a request keeps its surroundings. A property that every request has from the start costs nothing; a WeakMap costs each collection of garbage. */
const property = Symbol('surroundings');
type Surrounded = FastifyRequest & { [property]?: CallContext };

/** Says who a request comes from; for the guard that authenticates. */
export function setPrincipal(request: FastifyRequest, principal: Principal): void {
  rootOf(request)?.authenticate(principal);
}

/** The surroundings that were opened for a request, if it got that far. */
export function rootOf(request: FastifyRequest): CallContext | undefined {
  return (request as Surrounded)[property];
}

/** Trace of a request: that of its surroundings, or, of one that was refused before, the one that it brings or a new one. */
export function traceIdOf(request: FastifyRequest): string {
  return rootOf(request)?.traceId ?? traceOf(request.headers.traceparent) ?? newTraceId();
}

/**
 * Runs each request, once its body has been read, in surroundings of its own, which end with the request or with its
 * client. A hook of Fastify, because Nest's interceptors cost a request more than all its calls.
 */
export function surroundRequests(fastify: FastifyInstance): void {
  fastify.decorateRequest(property, undefined);
  fastify.addHook('preHandler', (request, { raw }, done) => {
    let root: CallContext;
    try {
      root = openRoot(request);
    } catch (error) {
      return done(error as Error);
    }
    const close = () => {
      if (!raw.writableFinished) root.cancellation.end(new Cancelled('The client went away'));
      root.cancellation.dispose();
    };
    if (raw.destroyed) close();
    else raw.once('close', close);
    root.run(done);
  });
}

/** @throws InvalidArgument for a bad header */
function openRoot(request: Surrounded): CallContext {
  const { method, headers } = request;
  const idempotencyKey =
    method !== 'GET' && method !== 'HEAD' ? keyOf(headers['idempotency-key']) : undefined;
  return (request[property] = rootContext({
    operation: `${method} ${request.routeOptions.url ?? request.url}`,
    traceId: traceOf(headers.traceparent),
    locale: localeOf(headers['accept-language']),
    idempotencyKey,
    fingerprint: idempotencyKey && fingerprintOf(request),
    deadlineMs: edgeRoute(request).deadlineMs,
  }));
}

function keyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new InvalidArgument('Idempotency-Key must be 1 to 255 visible ASCII characters, such as a UUID');
}

/** What was asked for, so that a key is not taken for another request. In whatever order a client writes members, it asks for the same. */
function fingerprintOf({ method, url, body }: FastifyRequest): string {
  return createHash('sha256')
    .update(`${method} ${url}\n${canonicalJson(body ?? null)}`)
    .digest('base64url');
}

/** Trace id of a W3C `traceparent`, if it is one. */
function traceOf(header: string | string[] | undefined): string | undefined {
  const match =
    typeof header === 'string'
      ? /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(header)
      : null;
  return match?.[1];
}

/** First language that the caller names. */
function localeOf(header: string | undefined): string | undefined {
  return /^\s*([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*)/.exec(header ?? '')?.[1];
}
