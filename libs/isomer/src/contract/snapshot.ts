import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Call, ContractClass } from './contract';
import type { JsonSchema } from './compatibility';

/** A call as others must know it. Input is what its caller may send, output what its server may answer. */
export interface CallSnapshot {
  kind: 'query' | 'command';
  idempotent: boolean;
  access: string;
  errors: string[];
  input: JsonSchema;
  output: JsonSchema;
}

export interface ContractSnapshot {
  context: string;
  version: number;
  calls: Record<string, CallSnapshot>;
}

export function callSnapshot(call: Call): CallSnapshot {
  return {
    kind: call.kind,
    idempotent: call.idempotent,
    access: call.access.name,
    errors: call.errors.map(({ code }) => code).sort(),
    input: jsonSchema(call.input, 'input'),
    output: jsonSchema(call.output, 'output'),
  };
}

export function contractSnapshot({ contract: { name, version, calls } }: ContractClass): ContractSnapshot {
  return {
    context: name,
    version,
    calls: Object.fromEntries(Object.entries(calls).map(([key, call]) => [key, callSnapshot(call)])),
  };
}

/** Changes when anything that caller and server must agree on does. */
export function callHash(call: Call): string {
  return createHash('sha256').update(JSON.stringify(callSnapshot(call))).digest('base64url').slice(0, 16);
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'throw' }) as JsonSchema & { $schema?: string };
  void $schema;
  return withoutProse(rest) as JsonSchema;
}

const prose = new Set(['title', 'description', 'examples']);

/** Descriptions and examples bind nobody. A field of one of these names is a schema, so it stays. */
function withoutProse(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutProse);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !(prose.has(key) && (typeof value === 'string' || Array.isArray(value))))
      .map(([key, value]) => [key, withoutProse(value)]),
  );
}
