import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { InvalidArgument } from '../contract/framework-errors';

/** Checks parameters against the schema in their decorator: `@Body({ schema: body(NewComment) })`. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new InvalidArgument('The request is not valid', {
        violations: issues.map(({ path, message }) => ({
          pointer: (path ?? []).map((step) => `/${String(typeof step === 'object' ? step.key : step)}`).join(''),
          detail: message,
        })),
      }),
  });
}

/** A contract's object as a request body: here, unlike between contexts, an unknown key is a mistake. */
export function body<S extends z.core.$ZodLooseShape>(schema: z.ZodObject<S>): z.ZodObject<S, z.core.$strict> {
  return schema.strict();
}

/** A number in a query string, which brings only text. */
export function numeric<T extends z.ZodType>(schema: T) {
  return z.preprocess((text) => (typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text), schema);
}
