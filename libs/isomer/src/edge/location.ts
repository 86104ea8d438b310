import type { FastifyInstance } from 'fastify';
import { edgeRoute } from './route-config';

/** Says in `Location` (RFC 9110) where what was created can be read. */
export function locateCreated(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    const { location } = edgeRoute(request);
    if (location && reply.statusCode === 201)
      void reply.header('Location', filled(location, payload as Record<string, unknown>));
    done(null, payload);
  });
}

function filled(template: string, fields: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(fields[name])));
}
