import type { DocumentedOperation } from './any-request';
import type { Schema } from './any-value';

export interface ReadAnswer {
  status: number;
  type: string;
  text: string;
}

type Schemas = Record<string, Schema>;

/** What is said of the inside of the platform, by its programs or its database. */
const inside =
  /node_modules|\.[jt]s:\d|\bat \S+ \(|QueryFailed|duplicate key|violates \S+ constraint|relation "|syntax error at|invalid input syntax|\bselect\b.*\bfrom\b|insert into/i;

/** What is answered before the operation is looked for: docs/errors.md has it for any request. */
const ofHttp = [414, 431];

/** What is wrong with an answer by the document, if anything is. */
export function complaintOf(
  { responses }: DocumentedOperation,
  { status, type, text }: ReadAnswer,
  schemas: Schemas,
): string | undefined {
  if (status >= 500) return 'it failed';
  const response = responses[ofHttp.includes(status) ? 401 : status];
  if (!response) return `the document knows no ${status} of it`;
  if (inside.test(text)) return 'it tells of the inside of the platform';
  if (!response.content) return text === '' ? undefined : 'it has a body that the document does not know of';
  const content = response.content[type];
  if (!content) return `the document does not know that it answers ${type || 'no type'}`;
  if (!type.endsWith('json') || content.schema?.type === 'string') return undefined;
  return mismatch(content.schema ?? {}, JSON.parse(text), schemas);
}

/** Where a value is not as its schema has it. */
function mismatch(schema: Schema, value: unknown, schemas: Schemas, at = ''): string | undefined {
  const { $ref, anyOf, enum: among, type, items, properties, pattern } = schema;
  if ($ref !== undefined) return mismatch(schemas[$ref.split('/').at(-1)!]!, value, schemas, at);
  if (anyOf) {
    const found = anyOf.map((each) => mismatch(each, value, schemas, at));
    return found.includes(undefined) ? undefined : found[0];
  }
  if (among && !among.includes(value))
    return `${at} is ${JSON.stringify(value)}, not one of ${among.join(', ')}`;
  if (type !== undefined && !isOf(type as string, value))
    return `${at} is ${JSON.stringify(value)}, not of type ${type}`;
  if (typeof value === 'string' && pattern !== undefined && !new RegExp(pattern, 'u').test(value))
    return `${at} is ${JSON.stringify(value)}, which does not match ${pattern}`;
  if (Array.isArray(value))
    return first(value.map((each, i) => mismatch(items ?? {}, each, schemas, `${at}/${i}`)));
  if (!properties || typeof value !== 'object' || value === null) return undefined;
  const missing = (schema.required ?? []).find((name) => !(name in value));
  if (missing !== undefined) return `${at}/${missing} is missing`;
  return first(
    Object.entries(value).map(([name, each]) => {
      if (properties[name]) return mismatch(properties[name], each, schemas, `${at}/${name}`);
      return schema.additionalProperties === false ? `${at}/${name} is not in the document` : undefined;
    }),
  );
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  return typeof value === type && !Array.isArray(value) && value !== null;
}

const first = (found: (string | undefined)[]) => found.find((each) => each !== undefined);
