import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { edgeRoute } from './route-config';
import { checked } from './validation';

const nothing = z.strictObject({});

/** Refuses a body where none is taken: whoever sends one believes that it does something. An empty one is none. */
export function refuseBodies(fastify: FastifyInstance): void {
  fastify.addHook('preHandler', (request, _reply, done) => {
    if (request.body === undefined || !edgeRoute(request).bodyless) return done();
    try {
      void checked(nothing, request.body, undefined);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
}

/** What is empty has no type: clients name one all the same, and a form is what `curl -d ''` calls it. */
export function dropTypesOfNothing(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const empty = (headers['content-length'] ?? '0') === '0' && headers['transfer-encoding'] === undefined;
    if (empty) delete headers['content-type'];
    done();
  });
}
