import type { z } from 'zod';

/** What a copier answers for a value that it does not take at once; whether it is wrong, only the schema knows. */
export const undecided = Symbol('undecided');

/** Checks a value and copies what its schema declares. */
export type Copier = (value: unknown) => unknown;

/**
 * Writes a function that does for a right value what `schema.parse` does, several times faster: a contract
 * call is mostly its two parses. It takes a value only when the schema would, with the same result. All else
 * (a wrong value, but also a right one of an unusual kind) is `undecided` and left to the schema, which also
 * says what is wrong.
 */
export function copierOf(schema: z.ZodType): Copier {
  try {
    return new Source().compile(schema);
  } catch (error) {
    // Node was started with --disallow-code-generation-from-strings.
    if (error instanceof EvalError) return () => undecided;
    throw error;
  }
}

interface Def {
  type: string;
  /** Of a string format, which is its own check. */
  check?: string;
  format?: string;
  pattern?: RegExp;
  checks?: { _zod: { def: CheckDef } }[];
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  innerType?: z.ZodType;
  catchall?: z.ZodType;
  defaultValue?: unknown;
}

interface CheckDef {
  check: string;
  format?: string;
  pattern?: RegExp;
  minimum?: number;
  maximum?: number;
  value?: number;
  inclusive?: boolean;
}

/** Formats of strings that are their pattern and nothing else. */
const patterns = new Set(['regex', 'datetime', 'date', 'time', 'uuid', 'guid', 'email']);

/** A function in the making. Its code reads values from variables, in which it leaves the copies. */
class Source {
  private readonly constants: unknown[] = [];
  private readonly names = new Map<z.ZodType, string>();
  private readonly functions: string[] = [];
  private variables = 0;

  compile(schema: z.ZodType): Copier {
    const name = this.function(schema);
    const constants = this.constants.map((_, i) => `c${i}`);
    const code = `'use strict';\n${this.functions.join('\n')}\nreturn ${name};`;
    // What a contract says gets into the code as numbers and as JSON, all else by reference.
    return (new Function('undecided', ...constants, code) as (...values: unknown[]) => Copier)(
      undecided,
      ...this.constants,
    );
  }

  /** Each object has a function of its own, so that a schema may contain itself. */
  private function(schema: z.ZodType): string {
    const known = this.names.get(schema);
    if (known) return known;
    const name = `f${this.names.size}`;
    this.names.set(schema, name);
    this.functions.push(`function ${name}(v) { ${this.copy(schema, 'v', true)} return v; }`);
    return name;
  }

  /** Statements that return `undecided`, or go on with what the schema makes of `v` in `v`. */
  private copy(schema: z.ZodType, v: string, outermost = false): string {
    const def = schema._zod.def as unknown as Def;
    const inner = () => this.copy(def.innerType!, v);
    const ask = () =>
      `{ const r = ${this.constant(schema)}.safeParse(${v}); ${unless('r.success')} ${v} = r.data; }`;
    if (def.checks?.length && !['string', 'number', 'array'].includes(def.type)) return ask();
    switch (def.type) {
      case 'string':
      case 'number':
      case 'array': {
        const tests = testsOf(def, v, (value) => this.constant(value));
        if (!tests) return ask();
        return unless(tests.join(' && ')) + (def.type === 'array' ? this.items(def.element!, v) : '');
      }
      case 'boolean':
        return unless(`typeof ${v} === 'boolean'`);
      case 'null':
        return unless(`${v} === null`);
      case 'enum':
      case 'literal':
        return unless(`${this.constant(schema._zod.values)}.has(${v})`);
      case 'nullable':
        return `if (${v} !== null) { ${inner()} }`;
      case 'optional':
        // A default below it would stand in for what is missing.
        return def.innerType!._zod.optin ? ask() : `if (${v} !== undefined) { ${inner()} }`;
      case 'default':
        if (typeof def.defaultValue === 'object') return ask();
        return `if (${v} === undefined) ${v} = ${this.constant(def.defaultValue)}; else { ${inner()} }`;
      case 'object':
        if (def.catchall || Object.hasOwn(def.shape!, '__proto__')) return ask();
        return outermost ? this.fields(def.shape!) : decided(v, `${this.function(schema)}(${v})`);
      default:
        return ask();
    }
  }

  private items(element: z.ZodType, v: string): string {
    const [items, item, i] = [this.variable(), this.variable(), this.variable()];
    return `
      const ${items} = [];
      for (let ${i} = 0; ${i} < ${v}.length; ${i}++) {
        let ${item} = ${v}[${i}];
        ${this.copy(element, item)}
        ${items}.push(${item});
      }
      ${v} = ${items};`;
  }

  private fields(shape: Record<string, z.ZodType>): string {
    const fields = Object.entries(shape).map(([name, field]) => ({
      key: JSON.stringify(name),
      field,
      v: this.variable(),
      optional: field._zod.optout === 'optional',
    }));
    const optional = fields.filter((field) => field.optional);
    const all = (test: string) => optional.map(({ v }) => `${v} ${test} undefined`).join(' && ');
    const literal = (some: typeof fields) =>
      `v = { ${some.map(({ key, v }) => `${key}: ${v}`).join(', ')} };`;
    const required = literal(fields.filter((field) => !field.optional));
    // An object that is written in one piece is made much faster than one that grows.
    const result = optional.length
      ? `if (${all('===')}) ${required}
        else if (${all('!==')}) ${literal(fields)}
        else {
          v = {};
          ${fields.map(({ key, v, optional }) => `${optional ? `if (${v} !== undefined) ` : ''}v[${key}] = ${v};`).join('\n')}
        }`
      : required;
    return `${unless(`typeof v === 'object' && v !== null && !Array.isArray(v)`)}
      ${fields.map(({ key, v, field }) => `let ${v} = v[${key}]; ${this.copy(field, v)}`).join('\n')}
      ${result}`;
  }

  private constant(value: unknown): string {
    return `c${this.constants.push(value) - 1}`;
  }

  private variable(): string {
    return `v${this.variables++}`;
  }
}

function unless(test: string): string {
  return `if (!(${test})) return undecided;`;
}

function decided(v: string, call: string): string {
  return `${v} = ${call}; ${unless(`${v} !== undecided`)}`;
}

/** Tests of a string, a number or a list; undefined when only the schema can tell. */
function testsOf(def: Def, v: string, constant: (value: unknown) => string): string[] | undefined {
  const type = def.type === 'array' ? `Array.isArray(${v})` : `typeof ${v} === '${def.type}'`;
  const finite = def.type === 'number' ? [`Number.isFinite(${v})`] : [];
  const own = def.check ? [def as CheckDef] : [];
  const checks = [...own, ...(def.checks ?? []).map((check) => check._zod.def)];
  const tests = checks.map((check) => testOf(check, def.type, v, constant));
  return tests.includes(undefined) ? undefined : [type, ...finite, ...(tests as string[])];
}

function testOf(
  { check, format, pattern, minimum, maximum, value, inclusive }: CheckDef,
  type: string,
  v: string,
  constant: (value: unknown) => string,
): string | undefined {
  const orEqual = inclusive ? '=' : '';
  switch (check) {
    case 'string_format':
      if (!pattern || pattern.global || pattern.sticky || !patterns.has(format!)) return undefined;
      return `${constant(unrolled(pattern))}.test(${v})`;
    // Zod counts characters, of which one may be two units of a string: a text near the limit is for Zod to count.
    case 'min_length':
      return `${v}.length >= ${type === 'string' && minimum! > 1 ? minimum! * 2 : minimum}`;
    case 'max_length':
      return `${v}.length <= ${maximum}`;
    case 'number_format':
      return format === 'safeint' ? `Number.isSafeInteger(${v})` : undefined;
    case 'greater_than':
      return typeof value === 'number' ? `${v} >${orEqual} ${value}` : undefined;
    case 'less_than':
      return typeof value === 'number' ? `${v} <${orEqual} ${value}` : undefined;
    default:
      return undefined;
  }
}

/** `^[0-9a-f]{2}(-[0-9]{4}){3}$` with all written as often as it counts, which V8 matches three times faster. */
function unrolled(pattern: RegExp): RegExp {
  if (!/^\^(\[[\w-]+\]\{\d{1,2}\}|[\w-]|\((\[[\w-]+\]\{\d{1,2}\}|[\w-])+\)\{\d\})+\$$/.test(pattern.source))
    return pattern;
  const source = pattern.source
    .replace(/\(([^)]+)\)\{(\d)\}/g, (_, group: string, times: string) => group.repeat(Number(times)))
    .replace(/(\[[\w-]+\])\{(\d+)\}/g, (_, set: string, times: string) => set.repeat(Number(times)));
  return new RegExp(source, pattern.flags);
}
