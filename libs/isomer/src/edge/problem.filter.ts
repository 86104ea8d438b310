import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallError } from '../contract/errors';
import { type FrameworkDetails, Internal } from '../contract/framework-errors';
import { sentences } from '../contract/sentences';
import { httpSentences } from './http-sentences';
import { type Problem, httpProblem, pathOf, problemOf, problemType } from './problem';
import { traceIdOf } from './request-context';
import { foreseen, logUnforeseen } from './unforeseen';

/** Answers every error of the edge as a problem document, without a stack trace. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    if (reply.sent) return;
    const known = foreseen(error);
    const problem = this.problem(known ?? error, request);
    if (problem.status === 401) void reply.header('WWW-Authenticate', challenge(request));
    const retryAfterMs = (known?.details as FrameworkDetails | undefined)?.retryAfterMs;
    if (retryAfterMs !== undefined) void reply.header('Retry-After', Math.ceil(retryAfterMs / 1000));
    void reply.status(problem.status).header('Content-Type', problemType).send(problem);
  }

  private problem(error: unknown, request: FastifyRequest): Problem {
    const instance = pathOf(request.url);
    const traceId = traceIdOf(request);
    if (error instanceof CallError) return problemOf(error, instance, traceId);
    const { statusCode, message } = (error ?? {}) as { statusCode?: number; message?: string };
    const status = error instanceof HttpException ? error.getStatus() : statusCode;
    if (status !== undefined && status < 500)
      return httpProblem(status, describe(status, message ?? '', instance), instance, traceId);
    const id = logUnforeseen(error, request);
    return problemOf(new Internal(sentences.internal, { id }), instance, traceId);
  }
}

/** A client that has sent a token learns that it was the token (RFC 6750). */
function challenge({ headers }: FastifyRequest): string {
  return headers.authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
}

function describe(status: number, message: string, path: string): string {
  switch (status) {
    case 404:
      return httpSentences[404].nothing.replace('{path}', path);
    case 413:
      return httpSentences[413].tooLarge;
    case 415:
      return httpSentences[415].noJsonType;
    default:
      return message;
  }
}
