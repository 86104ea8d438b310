import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { maxBodyBytes } from '../call/wire';
import { httpProblem } from './problem';

/** Takes JSON alone: a form, which any page can send here without asking, is no body. */
class JsonAdapter extends FastifyAdapter {
  override registerParserMiddleware(): void {
    this.getInstance().removeContentTypeParser('text/plain');
  }
}

/** Fastify as the edge needs it, down to the errors that it answers before Nest sees a request. */
export function httpAdapter(): FastifyAdapter {
  const adapter = new JsonAdapter({
    bodyLimit: maxBodyBytes,
    // A body that never ends would hold its connection, and us when we are told to stop.
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 500 },
    frameworkErrors,
  });
  const fastify = adapter.getInstance();
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    void reply.header('X-Content-Type-Options', 'nosniff');
    // A connection that is kept alive would hold the process for as long as its client likes.
    if (closing) void reply.header('Connection', 'close');
    done();
  });
  return adapter;
}

/** A path that cannot be read. */
function frameworkErrors(
  { statusCode = 400 }: { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = httpProblem(statusCode, 'The path is not a valid URL', request.url.split('?')[0]!);
  void reply
    .status(statusCode)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .send(problem);
}
