import type { CallKind } from './contract';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json';
import type { Call, ContractClass } from './contract';
import type { JsonSchema } from './compatibility';

/** A call as others must know it. Input is what its caller may send, output what its server may answer. */
export interface CallSnapshot {
  kind: CallKind;
  idempotent: boolean;
  access: string;
  errors: string[];
  input: JsonSchema;
  output: JsonSchema;
}

/** An event as its subscribers must know it. */
export interface EventSnapshot {
  version: number;
  payload: JsonSchema;
}

export interface ContractSnapshot {
  context: string;
  version: number;
  calls: Record<string, CallSnapshot>;
  /** By name. Missing in what was written before there were any. */
  events?: Record<string, EventSnapshot>;
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

export function contractSnapshot({
  contract: { name, version, calls, events },
}: ContractClass): ContractSnapshot {
  return {
    context: name,
    version,
    calls: Object.fromEntries(Object.entries(calls).map(([key, call]) => [key, callSnapshot(call)])),
    events: Object.fromEntries(
      events.map(({ event }) => [
        event.name,
        { version: event.version, payload: jsonSchema(event.schema, 'input') },
      ]),
    ),
  };
}

/** Changes when anything that caller and server must agree on does. */
export function callHash(call: Call): string {
  return snapshotHash(callSnapshot(call));
}

/** As WIRE.md defines it, so that it can be had from a snapshot in any language. */
export function snapshotHash(snapshot: CallSnapshot): string {
  return createHash('sha256').update(canonicalJson(snapshot)).digest('base64url').slice(0, 16);
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
