import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { CallError } from '../contract/errors';
import type { FrameworkDetails } from '../contract/framework-errors';
import { httpStatus } from './status';

/** Problem details (RFC 9457), as every error of the API is answered. */
export const Problem = z
  .object({
    type: z.string().describe('Names the kind of problem: urn:isomer:problem: and a stable code'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe('Path of the request'),
    traceId: z.string().optional().describe('Finds this request in logs and traces'),
    violations: z
      .array(z.object({ pointer: z.string().describe('JSON Pointer to the value'), detail: z.string() }))
      .optional(),
    details: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('What this kind of problem says about itself'),
  })
  .meta({
    id: 'Problem',
    examples: [
      {
        type: 'urn:isomer:problem:posts.not-found',
        title: 'Not Found',
        status: 404,
        detail: 'There is no such post, or it is not published.',
        instance: '/v1/posts/0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091',
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      },
    ],
  });
export type Problem = z.infer<typeof Problem>;

const prefix = 'urn:isomer:problem:';

export function problemOf(error: CallError, instance: string, traceId: string | undefined): Problem {
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
export function httpProblem(status: number, detail: string, instance: string, traceId?: string): Problem {
  const title = titleOf(status);
  return { type: `${prefix}http-${status}`, title, status, detail, instance, traceId };
}

function titleOf(status: number): string {
  return STATUS_CODES[status] ?? (status === 499 ? 'Client Closed Request' : 'Error');
}
