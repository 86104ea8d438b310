import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** A header by its name, which may have a schema as any parameter; Nest's own may not. */
export const RequestHeader = createParamDecorator((name: string, context: ExecutionContext) => {
  const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
  return headers[name.toLowerCase()];
});
