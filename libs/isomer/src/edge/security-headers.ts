import type { FastifyInstance } from 'fastify';
import type { EdgeOptions } from './edge-options';

/** What browsers are told of every answer (OWASP REST Security Cheat Sheet); a route may say another thing. */
const always: Record<string, string> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  // An answer is no page: nothing of it runs, loads or is shown in a frame, should somebody open it as one.
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Two years, as browsers ask of who wants to be on their lists. */
const keepToTls = 'max-age=63072000; includeSubDomains';

export function addSecurityHeaders(
  fastify: FastifyInstance,
  { overTls }: Pick<EdgeOptions, 'overTls'>,
): void {
  const headers = Object.entries({ ...always, ...(overTls && { 'Strict-Transport-Security': keepToTls }) });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    for (const [name, value] of headers) if (!reply.hasHeader(name)) void reply.header(name, value);
    done();
  });
}
