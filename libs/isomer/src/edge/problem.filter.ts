import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { databaseFailure } from '../persistence/database-failure';
import { CallError } from '../contract/errors';
import { type FrameworkDetails, Internal } from '../contract/framework-errors';
import { type Problem, httpProblem, problemOf } from './problem';
import { rootOf } from './request-context';

/** Answers every error of the edge as a problem document, without a stack trace. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Edge');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    if (reply.sent) return;
    const known = error instanceof CallError ? error : databaseFailure(error);
    const problem = this.problem(known ?? error, request);
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    const retryAfterMs = (known?.details as FrameworkDetails | undefined)?.retryAfterMs;
    if (retryAfterMs !== undefined) void reply.header('Retry-After', Math.ceil(retryAfterMs / 1000));
    void reply
      .status(problem.status)
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      .send(problem);
  }

  private problem(error: unknown, request: FastifyRequest): Problem {
    const instance = request.url.split('?')[0]!;
    const traceId = rootOf(request)?.traceId;
    if (error instanceof CallError) return problemOf(error, instance, traceId);
    const { statusCode, message } = (error ?? {}) as { statusCode?: number; message?: string };
    const status = error instanceof HttpException ? error.getStatus() : statusCode;
    if (status !== undefined && status < 500)
      return httpProblem(status, describe(status, message ?? '', instance), instance, traceId);
    const id = randomUUID();
    const cause = error instanceof Error ? error.stack : String(error);
    this.log.error(`${request.method} ${instance} failed (${id}, trace ${traceId}): ${cause}`);
    return problemOf(new Internal('Something went wrong on our side', { id }), instance, traceId);
  }
}

function describe(status: number, message: string, path: string): string {
  switch (status) {
    case 404:
      return `There is nothing at ${path}`;
    case 413:
      return 'The body is over 1 MiB';
    case 415:
      return 'The body must be application/json';
    default:
      return message;
  }
}
