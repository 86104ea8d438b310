import { HttpCode, applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiSecurity } from '@nestjs/swagger';
import type { z } from 'zod';
import { everyone } from '../contract/access';
import type { Call, ContractClass } from '../contract/contract';
import { type AnyErrorClass } from '../contract/errors';
import { httpStatus, statusOf } from './status';

export interface ApiCallOptions {
  summary: string;
  description: string;
  /** 200 for a query and 201 for a command, unless stated. */
  status?: number;
  /** Whether everyone may call it and whoever is logged in sees more. */
  showsMore?: boolean;
  /** What the operation answers, where that is not the output of the call. */
  response?: z.ZodType;
}

/** Documents an operation from the call that it makes: its answer, its errors, its security and its headers. */
export function ApiCall<T extends ContractClass, K extends keyof T['contract']['calls'] & string>(
  contract: T,
  name: K,
  { summary, description, status, response, showsMore = false }: ApiCallOptions,
): MethodDecorator {
  const call: Call = contract.contract.calls[name]!;
  const code = status ?? (call.kind === 'command' ? 201 : 200);
  const decorators = [
    HttpCode(code),
    ApiOperation({ operationId: `${contract.contract.name}_${name}`, summary, description }),
    ApiResponse({ status: code, description: summary, standardSchema: response ?? call.output }),
    ...problemResponses(call),
  ];
  if (call.access !== everyone || showsMore) decorators.push(ApiBearerAuth());
  if (call.access === everyone && showsMore) decorators.push(ApiSecurity({}));
  if (call.idempotent) decorators.push(ApiHeader(idempotencyHeader));
  return applyDecorators(...decorators);
}

const idempotencyHeader = {
  name: 'Idempotency-Key',
  required: false,
  description:
    'Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer.',
  schema: { type: 'string' as const, minLength: 1, maxLength: 255 },
};

function problemResponses(call: Call): (MethodDecorator & ClassDecorator)[] {
  const reasons = new Map<number, string[]>([
    [statusOf.InvalidArgument, ['The request is not valid.']],
    [statusOf.Internal, ['Something went wrong on our side.']],
    [statusOf.Unavailable, ['Something this needs cannot be reached.']],
    [statusOf.DeadlineExceeded, ['It took too long.']],
  ]);
  const add = (status: number, reason: string) =>
    reasons.set(status, [...(reasons.get(status) ?? []), reason]);
  if (call.access !== everyone) add(statusOf.Unauthenticated, 'Log in first.');
  if (call.kind === 'command') {
    add(413, 'The body is over 1 MiB.');
    add(415, 'The body is not JSON.');
  }
  if (call.idempotent)
    add(
      httpStatus('idempotency-key-reused', 'InvalidArgument'),
      'This idempotency key was used for another request.',
    );
  for (const { code, meaning, template } of call.errors as AnyErrorClass[])
    add(httpStatus(code, meaning), `${template} (${code})`);
  return [...reasons].map(([status, texts]) =>
    ApiResponse({
      status,
      description: texts.join(' '),
      content: { 'application/problem+json': { schema: problemReference } },
    }),
  );
}

const problemReference = { $ref: '#/components/schemas/Problem' };
