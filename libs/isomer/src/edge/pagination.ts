import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/** Names the next page of what the operation answers in a `Link` header (RFC 8288) beside the cursor in the body. */
export function Paginated(): MethodDecorator {
  return RouteConfig({ paginated: true }) as MethodDecorator;
}

/** What makes {@link Paginated} so. */
export function linkPages(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    const { paginated } = request.routeOptions.config as { paginated?: true };
    const next = paginated && (payload as { next?: string }).next;
    if (next) {
      const url = new URL(request.url, 'http://here');
      url.searchParams.set('cursor', next);
      void reply.header('Link', `<${url.pathname}${url.search}>; rel="next"`);
    }
    done(null, payload);
  });
}
