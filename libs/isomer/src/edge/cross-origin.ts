import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { EdgeOptions } from './edge-options';

/** Lets pages of other origins call the API, such as a static site with comments. */
export function shareWithOrigins(fastify: FastifyInstance, { corsOrigins }: EdgeOptions): void {
  void fastify.register(cors, {
    origin: corsOrigins === '*' ? '*' : [...corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'Last-Event-ID',
      'traceparent',
    ],
    exposedHeaders: [
      ...['Deprecation', 'ETag', 'Link', 'Location', 'Retry-After', 'Sunset', 'WWW-Authenticate'],
      ...['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
    ],
    maxAge: 600,
    strictPreflight: false,
  });
}
