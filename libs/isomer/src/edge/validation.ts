import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { InvalidArgument, pointerTo } from '../contract/framework-errors';

/**
 * Checks parameters against the schema in their decorator: `@Body({ schema: body(NewComment) })`, and says
 * of each violation where it is: in the body, or in the parameter of a name.
 */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { schema, data }: ArgumentMetadata): unknown {
    if (!schema) return value;
    const result = schema['~standard'].validate(value);
    // To wait for what is there already costs every parameter of every request.
    return result instanceof Promise ? result.then((found) => read(found, data)) : read(result, data);
  }
}

type Validated = Awaited<ReturnType<NonNullable<ArgumentMetadata['schema']>['~standard']['validate']>>;

function read(result: Validated, parameter: string | undefined): unknown {
  if (!result.issues) return result.value;
  throw new InvalidArgument('The request is not valid', {
    violations: result.issues.map(({ path = [], message }) => ({
      pointer: pointerTo([
        ...(parameter ? [parameter] : []),
        ...path.map((step) => (typeof step === 'object' ? step.key : step)),
      ]),
      detail: message,
    })),
  });
}

/** A contract's object as a request body: here, unlike between contexts, an unknown key is a mistake. */
export function body<S extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<S>,
): z.ZodObject<S, z.core.$strict> {
  return schema.strict().meta(schema.meta() ?? {});
}

/** The parameters of a query string. An unknown one is a mistake too. */
export function queryOf<S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  return z.strictObject(shape);
}

/** A number in a query string, which brings only text. */
export function numeric<T extends z.ZodType>(schema: T) {
  return z.preprocess(
    (text) => (typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text),
    schema,
  );
}
