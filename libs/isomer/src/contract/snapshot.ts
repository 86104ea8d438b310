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
  return createHash('sha256')
    .update(JSON.stringify(callSnapshot(call)))
    .digest('base64url')
    .slice(0, 16);
}

/** Names, descriptions and examples bind nobody: an empty registry leaves them out. */
const withoutProse = z.registry<Record<string, never>>();

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'throw',
    metadata: withoutProse,
  });
  return rest as JsonSchema;
}
