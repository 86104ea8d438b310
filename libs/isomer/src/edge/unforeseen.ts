import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CallError } from '../contract/errors';
import { databaseFailure } from '../persistence/database-failure';
import { pathOf } from './problem';
import { traceIdOf } from './request-context';

const log = new Logger('Edge');

/** What a caller may be told of an error; `undefined` if that is nothing, because nobody foresaw it. */
export function foreseen(error: unknown): CallError | undefined {
  return error instanceof CallError ? error : databaseFailure(error);
}

/** Logs what nobody foresaw, under an id that is told in its place. */
export function logUnforeseen(error: unknown, request: FastifyRequest): string {
  const id = randomUUID();
  const cause = error instanceof Error ? error.stack : String(error);
  log.error(`${request.method} ${pathOf(request.url)} failed (${id}, trace ${traceIdOf(request)}): ${cause}`);
  return id;
}
