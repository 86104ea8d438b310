import { HttpCode, applyDecorators } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  ApiSecurity,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { everyone } from '../contract/access';
import type { Call, ContractClass } from '../contract/contract';
import { problemResponses } from './problem-responses';
import { mediaTypes } from './representations';
import { refusedInput } from './refused-input';
import { type Deprecated, routeConfig } from './route-config';
import { takesBody } from './route-arguments';

export interface ApiCallOptions {
  summary: string;
  description: string;
  /** Tells it apart from other operations that make the same call. */
  variant?: string;
  /** 200 for a query and 201 for a command, unless stated. */
  status?: number;
  /** Whether everyone may call it and whoever is logged in sees more. */
  showsMore?: boolean;
  /** Where what it created can be read, with fields of its answer: `/v1/posts/{id}`. Answered as `Location`. */
  location?: string;
  /** Field of its answer that counts the changes of what it shows; its `ETag` begins with that. */
  revision?: string;
  /** Whether it looks at `If-Match`, see {@link IfMatch}. */
  ifMatch?: boolean;
  /** Of an operation that will go. */
  deprecated?: Deprecated;
  /** What the operation answers, where that is not the output of the call. */
  response?: z.ZodType;
}

/** Documents an operation from the call that it makes: its answer, its errors, its security and its headers. */
export function ApiCall<T extends ContractClass, K extends keyof T['contract']['calls'] & string>(
  contract: T,
  name: K,
  {
    summary,
    description,
    variant = '',
    status,
    response,
    location,
    revision,
    deprecated,
    ifMatch = false,
    showsMore = false,
  }: ApiCallOptions,
): MethodDecorator {
  const call: Call = contract.contract.calls[name]!;
  const code = status ?? (call.kind === 'command' ? 201 : 200);
  const decorators: MethodDecorator[] = [
    HttpCode(code),
    ApiOperation({
      operationId: `${contract.contract.name}_${name}${variant}`,
      summary,
      description,
      deprecated: deprecated && true,
    }),
    ApiResponse({
      status: code,
      description: summary,
      ...(call.kind === 'stream' && { content: eventStreamContent }),
      ...(call.kind !== 'stream' && code !== 204 && { standardSchema: response ?? call.output }),
      ...((location || revision) && {
        headers: { ...(location && locationHeader), ...(revision && tagHeader) },
      }),
    }),
    // Decorators of parameters come before those of their method.
    (target, key, descriptor) => {
      const bodied = takesBody(target.constructor, key);
      if (!bodied) routeConfig({ bodyless: true })(target, key, descriptor);
      const refused = refusedInput(target.constructor, key);
      const problems = problemResponses(call, { refused, ifMatch, takesBody: bodied });
      return applyDecorators(...problems)(target, key, descriptor);
    },
  ];
  if (call.access !== everyone || showsMore) decorators.push(ApiBearerAuth());
  if (call.access === everyone && showsMore) decorators.push(ApiSecurity({}));
  if (location) decorators.push(routeConfig({ location }));
  if (call.kind === 'query' && code === 200) {
    const named = (response ?? call.output).meta()?.id ?? 'Answer';
    decorators.push(routeConfig({ named }), ApiProduces(...mediaTypes));
  }
  // What is answered goes on for as long as the call may.
  if (call.kind === 'stream') decorators.push(routeConfig({ deadlineMs: call.deadlineMs }));
  if (deprecated) decorators.push(routeConfig({ deprecated }));
  if (revision) decorators.push(routeConfig({ revision }));
  if (ifMatch) decorators.push(ApiHeader(ifMatchHeader));
  if (call.idempotent) decorators.push(ApiHeader(idempotencyHeader));
  return applyDecorators(...decorators);
}

/** Server-sent events, whose data are values of the call or what is made of them: the description says which. */
const eventStreamContent = { 'text/event-stream': { schema: { type: 'string' as const } } };

const locationHeader = {
  Location: { description: 'Where it can be read.', schema: { type: 'string' as const } },
};

const tagHeader = {
  ETag: {
    description: 'Names what is answered, for `If-None-Match` of a read and `If-Match` of a change.',
    schema: { type: 'string' as const },
  },
};

const ifMatchHeader = {
  name: 'If-Match',
  required: false,
  description:
    'The `ETag` of what you have read. If it was changed since, this answers 412 and changes nothing; without, the last change wins.',
  schema: { type: 'string' as const },
};

const idempotencyHeader = {
  name: 'Idempotency-Key',
  required: false,
  description:
    'Any unique text, such as a UUID. A retry with the same key and body within 24 hours gets the first answer.',
  schema: { type: 'string' as const, minLength: 1, maxLength: 255 },
};
