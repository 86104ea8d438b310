import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { maxBodyBytes } from '../call/wire';
import { refuseOtherMethods } from './allowed-methods';
import { readJson } from './json-body';
import { shareWithOrigins } from './cross-origin';
import { type EdgeOptions, defaultEdgeOptions } from './edge-options';
import { httpSentences } from './http-sentences';
import { answerMalformed, answerUnserved, refuseWithoutHost } from './malformed-requests';
import { dropTypesOfNothing } from './no-body';
import { limitRate } from './rate-limit';
import { addSecurityHeaders } from './security-headers';
import { sendProblem } from './problem';
import { closerOfUnanswered } from './unanswered-connections';

/** Takes JSON alone: a form, which any page can send here without asking, is no body. */
class JsonAdapter extends FastifyAdapter {
  override registerParserMiddleware(): void {
    readJson(this.getInstance());
  }
}

const routerOptions = { maxParamLength: 500, ignoreTrailingSlash: true };

/** Fastify as the edge needs it, down to the errors that it answers before Nest sees a request. */
export function httpAdapter(options: Partial<EdgeOptions> = {}): FastifyAdapter {
  const edge = { ...defaultEdgeOptions, ...options };
  const adapter = new JsonAdapter({
    bodyLimit: maxBodyBytes,
    // A body that never ends would hold its connection, and us when we are told to stop.
    requestTimeout: 30_000,
    routerOptions,
    // The nearest proxies are ours; who comes before them is who calls.
    trustProxy: edge.proxies > 0 && ((_address: string, hop: number) => hop < edge.proxies),
    frameworkErrors,
    clientErrorHandler: answerMalformed,
    // We say it ourselves, as a problem.
    http: { requireHostHeader: false },
  });
  const fastify = adapter.getInstance();
  answerUnserved(fastify.server);
  refuseWithoutHost(fastify);
  addSecurityHeaders(fastify, edge);
  shareWithOrigins(fastify, edge);
  limitRate(fastify, edge);
  refuseOtherMethods(fastify, routerOptions);
  dropTypesOfNothing(fastify);
  const closeUnanswered = closerOfUnanswered(fastify.server);
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    closeUnanswered();
    done();
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    // A connection that is kept alive would hold the process for as long as its client likes.
    if (closing) void reply.header('Connection', 'close');
    done();
  });
  return adapter;
}

/** A path that cannot be read, or has too long a part. */
function frameworkErrors(
  { statusCode = 400 }: { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const detail = statusCode === 414 ? httpSentences[414].longPath : httpSentences[400].badUrl;
  sendProblem(request, reply, statusCode, detail);
}
