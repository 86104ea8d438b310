import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallError } from '../contract/errors';
import type { FrameworkDetails } from '../contract/framework-errors';
import { traceIdOf } from './request-context';
import { httpStatus } from './status';

/** Problem details (RFC 9457), as every error of the API is answered. */
export const Problem = z
  .object({
    type: z.string().describe('Names the kind of problem: urn:isomer:problem: and a stable code'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe('Path of the request; empty where it could not be read'),
    traceId: z.string().describe('Finds this request in logs and traces'),
    violations: z
      .array(z.object({ pointer: z.string().describe('JSON Pointer to the value'), detail: z.string() }))
      .optional(),
    details: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('What this kind of problem says about itself'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

export const problemType = 'application/problem+json; charset=utf-8';
const prefix = 'urn:isomer:problem:';

/** The stable code that the type of a problem ends with. */
export function problemCode({ type }: Problem): string {
  return type.slice(prefix.length);
}

export function problemOf(error: CallError, instance: string, traceId: string): Problem {
  const { code, meaning, message, details } = error;
  const status = httpStatus(code, meaning);
  const { violations, ...rest } = (details ?? {}) as FrameworkDetails;
  return {
    type: `${prefix}${code}`,
    title: titleOf(status),
    status,
    detail: message,
    instance,
    traceId,
    violations,
    details: Object.keys(rest).length > 0 ? rest : undefined,
  };
}

/** A problem that HTTP itself has words for, such as a path that nobody serves. */
export function httpProblem(status: number, detail: string, instance: string, traceId: string): Problem {
  const title = titleOf(status);
  return { type: `${prefix}http-${status}`, title, status, detail, instance, traceId };
}

/** Answers a request that Nest never sees. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  detail: string,
): void {
  void reply
    .status(status)
    .header('Content-Type', problemType)
    .send(httpProblem(status, detail, pathOf(request.url), traceIdOf(request)));
}

/** A URL without what was asked of it, which may be private. */
export function pathOf(url: string): string {
  return url.split('?')[0]!;
}

function titleOf(status: number): string {
  return STATUS_CODES[status] ?? (status === 499 ? 'Client Closed Request' : 'Error');
}
