import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ResourceExhausted } from '../contract/framework-errors';
import { sentences } from '../contract/sentences';
import type { EdgeOptions } from './edge-options';

const windowMs = 60_000;
/** Health is asked for by who keeps us running, and must not look like an outage to them. */
const unlimited = /^\/health\//;

/**
 * Answers an address no more than so many requests a minute, and tells with each answer how many are left
 * (draft-ietf-httpapi-ratelimit-headers). Counted in this process: behind several edges it is so many for each.
 */
export function limitRate(fastify: FastifyInstance, { requestsPerMinute: max }: EdgeOptions): void {
  if (max === 0) return;
  void fastify.register(rateLimit, { global: false });
  let count: ReturnType<FastifyInstance['createRateLimit']> | undefined;
  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (unlimited.test(request.url)) return;
    // The plugin is there when the first request is.
    count ??= fastify.createRateLimit({ max, timeWindow: windowMs });
    const counted = await count(request);
    if (counted.isAllowed) return;
    void reply.headers({
      'RateLimit-Limit': max,
      'RateLimit-Remaining': counted.remaining,
      'RateLimit-Reset': counted.ttlInSeconds,
    });
    if (counted.isExceeded) throw new ResourceExhausted(sentences.tooMany, { retryAfterMs: counted.ttl });
  });
}
