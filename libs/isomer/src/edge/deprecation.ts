import type { FastifyInstance } from 'fastify';
import { type Deprecated, edgeRoute } from './route-config';

/** Tells of operations that will go (RFC 9745, RFC 8594), with each answer. */
export function announceDeprecations(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { deprecated } = edgeRoute(request);
    if (deprecated) void reply.headers(deprecationHeaders(deprecated));
    done();
  });
}

export function deprecationHeaders({ since, sunset, successor }: Deprecated): Record<string, string> {
  return {
    Deprecation: `@${Date.parse(since) / 1000}`,
    ...(sunset !== undefined && { Sunset: new Date(sunset).toUTCString() }),
    ...(successor !== undefined && { Link: `<${successor}>; rel="successor-version"` }),
  };
}
