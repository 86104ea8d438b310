/** The part of JSON Schema that contract values can produce. */
export interface JsonSchema {
  type?: string | string[];
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
  multipleOf?: number;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  [bound: string]: unknown;
}

/**
 * Why values that `producer` describes may be refused by `consumer`: one line a reason, empty if none.
 * It errs on the safe side: two schemas that mean the same in other words are reported.
 */
export function incompatibilities(producer: JsonSchema, consumer: JsonSchema): string[] {
  return new Comparison(producer, consumer).compare(producer, consumer, '');
}

class Comparison {
  /** Pairs of named schemas that are being compared: one that contains itself fits unless something else in it does not. */
  private readonly underway = new Set<string>();

  constructor(
    private readonly producers: JsonSchema,
    private readonly consumers: JsonSchema,
  ) {}

  compare(producer: JsonSchema, consumer: JsonSchema, at: string): string[] {
    if (producer.$ref === undefined && consumer.$ref === undefined)
      return this.compareResolved(producer, consumer, at);
    const pair = `${producer.$ref ?? at} ${consumer.$ref ?? at}`;
    if (this.underway.has(pair)) return [];
    this.underway.add(pair);
    const reasons = this.compareResolved(
      resolve(producer, this.producers),
      resolve(consumer, this.consumers),
      at,
    );
    this.underway.delete(pair);
    return reasons;
  }

  private compareResolved(producer: JsonSchema, consumer: JsonSchema, at: string): string[] {
    const produced = alternatives(producer);
    if (produced) return produced.flatMap((option) => this.compare(option, consumer, at));
    const accepted = alternatives(consumer);
    if (accepted) return fewest(accepted.map((option) => this.compare(producer, option, at)));
    const facts = parts(producer);
    return parts(consumer).flatMap((demand) =>
      fewest(facts.map((fact) => this.compareOne(fact, demand, at))),
    );
  }

  private compareOne(producer: JsonSchema, consumer: JsonSchema, at: string): string[] {
    if (producer.$ref !== undefined || consumer.$ref !== undefined)
      return this.compare(producer, consumer, at);
    const allowed = valuesOf(consumer);
    if (allowed) {
      const extra = valuesOf(producer)?.filter((value) => !allowed.includes(value));
      if (!extra) return [`${at || '/'} may be other than ${allowed.join(', ')}`];
      return extra.map((value) => `${at || '/'} may be ${String(value)}, which is not known`);
    }
    if (
      consumer.type !== undefined &&
      producer.type !== consumer.type &&
      !(producer.type === 'integer' && consumer.type === 'number')
    ) {
      return [`${at || '/'} is ${String(producer.type)} but must be ${String(consumer.type)}`];
    }
    return [
      ...bounds(producer, consumer, at || '/'),
      ...this.fields(producer, consumer, at),
      ...this.items(producer, consumer, at),
    ];
  }

  private fields(producer: JsonSchema, consumer: JsonSchema, at: string): string[] {
    const reasons: string[] = [];
    for (const key of consumer.required ?? []) {
      if (!producer.required?.includes(key)) reasons.push(`${at}/${key} is required but may be missing`);
    }
    for (const [key, child] of Object.entries(consumer.properties ?? {})) {
      const mine = producer.properties?.[key] ?? producer.additionalProperties;
      if (isSchema(mine)) reasons.push(...this.compare(mine, child, `${at}/${key}`));
    }
    const { additionalProperties: values, propertyNames: names } = consumer;
    if (!isSchema(values)) return reasons;
    for (const [key, mine] of Object.entries(producer.properties ?? {})) {
      if (names) reasons.push(...this.compare({ type: 'string', const: key }, names, `${at}/${key}`));
      reasons.push(...this.compare(mine, values, `${at}/${key}`));
    }
    if (isSchema(producer.additionalProperties)) {
      if (names)
        reasons.push(...this.compare(producer.propertyNames ?? { type: 'string' }, names, `${at}/*`));
      reasons.push(...this.compare(producer.additionalProperties, values, `${at}/*`));
    }
    return reasons;
  }

  private items(producer: JsonSchema, consumer: JsonSchema, at: string): string[] {
    const { prefixItems: tuple = [], items: rest } = consumer;
    const mine = producer.prefixItems ?? [];
    const open = isSchema(producer.items);
    if (tuple.length > 0 && (tuple.length !== mine.length || (open && !isSchema(rest))))
      return [`${at || '/'} has another number of items`];
    const reasons = tuple.flatMap((child, i) => this.compare(mine[i]!, child, `${at}/${i}`));
    if (!isSchema(rest)) return reasons;
    const others = [...mine.slice(tuple.length), ...(open ? [producer.items as JsonSchema] : [])];
    return [...reasons, ...others.flatMap((child) => this.compare(child, rest, `${at}/*`))];
  }
}

/** What a reference of this document points to: `#`, or `#/$defs/…`. */
function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  return schema.$ref === '#' ? root : root.$defs![schema.$ref.replace('#/$defs/', '')]!;
}

function alternatives(schema: JsonSchema): JsonSchema[] | undefined {
  const { type, enum: values, anyOf = schema.oneOf } = schema;
  if (Array.isArray(type)) return type.map((each) => ({ ...schema, type: each }));
  if (values && type === undefined) return values.map((value) => ({ type: typeOf(value), const: value }));
  return anyOf;
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

/** What holds all at once. */
function parts({ allOf = [], ...rest }: JsonSchema): JsonSchema[] {
  return [rest, ...allOf];
}

/** None if one of the ways has none. */
function fewest(ways: string[][]): string[] {
  return ways.reduce((least, reasons) => (reasons.length < least.length ? reasons : least));
}

function valuesOf({ enum: values, const: value }: JsonSchema): unknown[] | undefined {
  return values ?? (value === undefined ? undefined : [value]);
}

const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'];
const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'];

function bounds(producer: JsonSchema, consumer: JsonSchema, at: string): string[] {
  const breaks = (key: string, fits: (mine: number, limit: number) => boolean) => {
    const limit = consumer[key];
    const mine = producer[key];
    if (typeof limit !== 'number' || (typeof mine === 'number' && fits(mine, limit))) return [];
    return [`${at} may break ${key} ${limit}`];
  };
  return [
    ...upper.flatMap((key) => breaks(key, (mine, limit) => mine <= limit)),
    ...lower.flatMap((key) => breaks(key, (mine, limit) => mine >= limit)),
    ...breaks('multipleOf', (mine, limit) => mine % limit === 0),
    ...(['format', 'pattern'] as const)
      .filter((key) => consumer[key] !== undefined && consumer[key] !== producer[key])
      .map((key) => `${at} may break ${key} ${consumer[key]}`),
  ];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}
