import type { z } from 'zod';

/**
 * Contract values are JSON-shaped, so that a value means the same by reference, by copy and on the wire.
 * This refuses, when a contract is defined, every schema that would alias in one process, differ on the
 * wire, or run code twice.
 * @throws Error that names the place and the way out.
 */
export function assertContractValues(schema: z.ZodType, where: string): void {
  visit(schema, { where, field: false }, new Set());
}

interface Place {
  where: string;
  /** Whether this is a field of an object, the only thing that JSON can leave out. */
  field: boolean;
}

const leaves = new Set(['string', 'boolean', 'null', 'enum']);

interface Def {
  type: string;
  coerce?: boolean;
  fn?: unknown;
  pattern?: RegExp;
  mode?: string;
  defaultValue?: unknown;
  catchall?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  items?: z.ZodType[];
  rest?: z.ZodType | null;
  options?: z.ZodType[];
  innerType?: z.ZodType;
  left?: z.ZodType;
  right?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  values?: unknown[];
  checks?: { _zod: { def: { check: string } } }[];
}

function visit(schema: z.ZodType, { where, field }: Place, seen: Set<z.ZodType>): void {
  const def = schema._zod.def as unknown as Def;
  if (def.coerce) refuse(where, 'coercion', 'declare the type that travels and convert in the controller');
  if (def.type === 'string' && def.fn && !def.pattern)
    refuse(where, 'a format that is checked by code', 'use a pattern, or check in the domain');
  for (const { _zod } of def.checks ?? []) {
    if (_zod.def.check === 'overwrite')
      refuse(where, 'a check that changes the value', 'normalise in the domain');
    if (_zod.def.check === 'custom') refuse(where, 'a custom check', 'use a pattern, or check in the domain');
  }
  const into = (child: z.ZodType, step: string) =>
    visit(child, { where: `${where}${step}`, field: false }, seen);
  const same = (child: z.ZodType, may = field) => visit(child, { where, field: may }, seen);
  if (leaves.has(def.type)) return;
  switch (def.type) {
    case 'number':
      return;
    case 'literal':
      for (const value of def.values ?? []) {
        if (value !== null && !['string', 'number', 'boolean'].includes(typeof value)) {
          refuse(where, `a literal ${typeof value}`, 'use a string');
        }
      }
      return;
    case 'object':
      if (def.catchall) {
        refuse(
          where,
          'a strict or loose object',
          'use a plain z.object: unknown keys are dropped, so that versions can differ',
        );
      }
      // A schema that contains itself does so by way of an object.
      if (seen.has(schema)) return;
      seen.add(schema);
      for (const [key, child] of Object.entries(def.shape ?? {})) {
        visit(child, { where: `${where}.${key}`, field: true }, seen);
      }
      return;
    case 'array':
      return into(def.element!, '[]');
    case 'tuple':
      for (const [index, child] of def.items!.entries()) into(child, `[${index}]`);
      if (def.rest) into(def.rest, '[…]');
      return;
    case 'union':
      for (const child of def.options!) same(child);
      return;
    case 'intersection':
      same(def.left!);
      return same(def.right!);
    case 'record':
      if (def.mode === 'loose') refuse(where, 'a loose record', 'use z.record, whose keys are all checked');
      into(def.keyType!, '{key}');
      return into(def.valueType!, '{}');
    case 'optional':
      if (!field)
        refuse(
          where,
          'something that may be left out',
          'use nullable(): JSON can leave out fields of objects only',
        );
      return same(def.innerType!);
    case 'default':
      if (isDeep(def.defaultValue)) {
        refuse(
          where,
          'a default with a list or an object inside',
          'give each field its own: all that get it would share what is inside',
        );
      }
      return same(def.innerType!, true);
    case 'nonoptional':
      return same(def.innerType!, true);
    case 'nullable':
    case 'readonly':
      return same(def.innerType!);
    default:
      refuse(
        where,
        `'${def.type}'`,
        instead[def.type] ?? 'use strings, numbers, booleans, null, arrays and plain objects',
      );
  }
}

const instead: Record<string, string> = {
  date: 'use z.iso.datetime()',
  bigint: 'use a string of digits',
  pipe: 'transform in the domain',
  transform: 'transform in the domain',
  any: 'say what it is',
  unknown: 'say what it is',
  file: 'pass a reference to a blob',
};

/** Zod copies the outermost level of a default only. */
function isDeep(value: unknown): boolean {
  return isObject(value) && Object.values(value).some(isObject);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function refuse(where: string, what: string, mend: string): never {
  throw new Error(`${where}: ${what} is not a contract value; ${mend}`);
}
