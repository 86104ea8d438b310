/** The part of JSON Schema that contract values can produce. */
export interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: JsonSchema;
  items?: JsonSchema | boolean;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  [bound: string]: unknown;
}

const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'];
const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'];

/**
 * Why values that `producer` describes may be refused by `consumer`: one line a reason, empty if none.
 * It errs on the safe side: two schemas that mean the same in other words are reported.
 */
export function incompatibilities(producer: JsonSchema, consumer: JsonSchema, at = ''): string[] {
  const produced = producer.anyOf ?? producer.oneOf;
  if (produced) return produced.flatMap((option) => incompatibilities(option, consumer, at));
  const accepted = consumer.anyOf ?? consumer.oneOf;
  if (accepted) {
    const tries = accepted.map((option) => incompatibilities(producer, option, at));
    return tries.some((reasons) => reasons.length === 0) ? [] : (tries.sort((a, b) => a.length - b.length)[0] ?? []);
  }
  if (consumer.allOf) return consumer.allOf.flatMap((part) => incompatibilities(producer, part, at));
  const values = valuesOf(producer);
  const allowed = valuesOf(consumer);
  if (allowed) {
    const extra = values?.filter((value) => !allowed.includes(value));
    if (!extra) return [`${at || '/'} may be other than ${allowed.join(', ')}`];
    return extra.map((value) => `${at || '/'} may be ${String(value)}, which is not known`);
  }
  if (producer.type !== consumer.type && !(producer.type === 'integer' && consumer.type === 'number')) {
    return [`${at || '/'} is ${producer.type} but must be ${consumer.type}`];
  }
  return [...bounds(producer, consumer, at), ...children(producer, consumer, at)];
}

function valuesOf({ enum: values, const: value }: JsonSchema): unknown[] | undefined {
  return values ?? (value === undefined ? undefined : [value]);
}

function bounds(producer: JsonSchema, consumer: JsonSchema, at: string): string[] {
  const reasons: string[] = [];
  const looser = (key: string, wider: (mine: number, theirs: number) => boolean) => {
    const limit = consumer[key];
    const mine = producer[key];
    if (typeof limit === 'number' && (typeof mine !== 'number' || wider(mine, limit))) {
      reasons.push(`${at || '/'} may break ${key} ${limit}`);
    }
  };
  for (const key of upper) looser(key, (mine, limit) => mine > limit);
  for (const key of lower) looser(key, (mine, limit) => mine < limit);
  for (const key of ['format', 'pattern'] as const) {
    if (consumer[key] !== undefined && consumer[key] !== producer[key]) {
      reasons.push(`${at || '/'} may break ${key} ${consumer[key]}`);
    }
  }
  return reasons;
}

function children(producer: JsonSchema, consumer: JsonSchema, at: string): string[] {
  const reasons: string[] = [];
  for (const key of consumer.required ?? []) {
    if (!producer.required?.includes(key)) reasons.push(`${at}/${key} is required but may be missing`);
  }
  for (const [key, child] of Object.entries(consumer.properties ?? {})) {
    const mine = producer.properties?.[key];
    if (mine) reasons.push(...incompatibilities(mine, child, `${at}/${key}`));
  }
  for (const key of ['items', 'additionalProperties', 'propertyNames'] as const) {
    const mine = producer[key];
    const theirs = consumer[key];
    if (isSchema(theirs) && isSchema(mine)) reasons.push(...incompatibilities(mine, theirs, `${at}/*`));
  }
  const tuple = consumer.prefixItems ?? [];
  if (tuple.length !== (producer.prefixItems ?? []).length) reasons.push(`${at || '/'} has another number of items`);
  else tuple.forEach((child, i) => reasons.push(...incompatibilities(producer.prefixItems![i]!, child, `${at}/${i}`)));
  return reasons;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}
