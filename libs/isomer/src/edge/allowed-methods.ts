import type { FastifyInstance } from 'fastify';
import findMyWay, { type Config, type HTTPVersion } from 'find-my-way';
import { httpSentences } from './http-sentences';
import { sendProblem } from './problem';

/**
 * Answers 405 with `Allow` where a path is served, but not for the method that was asked for. Fastify tells that only of
 * routes by their pattern, so this asks a router of its own, and only for requests that found nothing.
 */
export function refuseOtherMethods(fastify: FastifyInstance, options: Config<HTTPVersion.V1>): void {
  const router = findMyWay(options);
  const served = new Set<string>();
  fastify.addHook('onRoute', ({ method, url }) => {
    // Of @fastify/cors, for every path there could be.
    if (url === '*') return;
    for (const each of [method].flat()) {
      if (router.findRoute(each as 'GET', url)) continue;
      served.add(each);
      router.on(each as 'GET', url, () => undefined);
    }
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    const path = request.url.split('?')[0]!;
    const allowed = [...served].filter((method) => router.find(method as 'GET', path));
    if (allowed.length === 0) return done();
    void reply.header('Allow', allowed.join(', '));
    const methods = `${allowed.join(', ')} ${allowed.length > 1 ? 'are' : 'is'}`;
    const { otherMethods } = httpSentences[405];
    sendProblem(
      request,
      reply,
      405,
      otherMethods.replace('{method}', request.method).replace('{methods}', methods),
    );
  });
}
