import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { InvalidArgument, pointerTo } from '../contract/framework-errors';
import { plainWords } from '../contract/plain-words';
import { sentences } from '../contract/sentences';

/**
 * Checks parameters against the schema in their decorator: `@Body({ schema: body(NewComment) })`, and says
 * of each violation where it is: in the body, or in the parameter of a name.
 */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { schema, data }: ArgumentMetadata): unknown {
    return schema ? checked(schema, value, data) : value;
  }
}

type Schema = NonNullable<ArgumentMetadata['schema']>;

/**
 * A parameter as its schema reads it.
 * @throws InvalidArgument
 */
export function checked(schema: Schema, value: unknown, parameter: string | undefined): unknown {
  const result = schema['~standard'].validate(value);
  const read = (found: Validated) =>
    found.issues ? refuse(issuesOf(schema, value, found), parameter) : found.value;
  // To wait for what is there already costs every parameter of every request.
  return result instanceof Promise ? result.then(read) : read(result);
}

type Validated = Awaited<ReturnType<Schema['~standard']['validate']>>;
type Issues = NonNullable<Validated['issues']>;

/** In plain words, for which a schema of Zod is asked once more. */
function issuesOf(schema: Schema, value: unknown, { issues }: Validated): Issues {
  if (!(schema instanceof z.ZodType)) return issues!;
  return schema.safeParse(value, { error: plainWords }).error!.issues;
}

function refuse(issues: Issues, parameter: string | undefined): never {
  throw new InvalidArgument(sentences.notValid, {
    violations: issues.map(({ path = [], message }) => ({
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
