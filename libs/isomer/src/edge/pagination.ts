import type { FastifyInstance } from 'fastify';
import { edgeRoute, routeConfig } from './route-config';

/** Names the next page of what the operation answers in a `Link` header (RFC 8288) beside the cursor in the body. */
export function Paginated(): MethodDecorator {
  return routeConfig({ paginated: true });
}

/** What makes {@link Paginated} so. */
export function linkPages(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    const { paginated } = edgeRoute(request);
    const next = paginated && (payload as { next?: string }).next;
    if (next) {
      const url = new URL(request.url, 'http://here');
      url.searchParams.set('cursor', next);
      const known = reply.getHeader('Link');
      const link = `<${url.pathname}${url.search}>; rel="next"`;
      void reply.header('Link', known === undefined ? link : `${String(known)}, ${link}`);
    }
    done(null, payload);
  });
}
