import { MalformedEntry, parseList, readFields, required, WIRE_VERSION } from './fields';

/** A call whose caller gave up. */
export interface WireCancel {
  id: number;
  /** How long the call could still have been started, in milliseconds: for as long a replica remembers it. */
  leftMs: number;
}

/** How many values of a stream its reader has room for, from the first one on; also says that somebody still reads. */
export interface WireGrant {
  id: number;
  values: number;
}

export interface ControlEntry {
  client: string;
  cancels: WireCancel[];
  grants: WireGrant[];
}

/** All fields but the last, whose value follows as the last argument: pairs of numbers. */
export function controlFields(client: string, kind: 'cancel' | 'grant'): string[] {
  return ['v', WIRE_VERSION, 'from', client, kind];
}

export function encodeCancels(cancels: readonly WireCancel[]): string {
  return JSON.stringify(cancels.map(({ id, leftMs }) => [id, leftMs]));
}

export function encodeGrants(grants: readonly WireGrant[]): string {
  return JSON.stringify(grants.map(({ id, values }) => [id, values]));
}

/** @throws MalformedEntry */
export function decodeControl(flat: string[]): ControlEntry {
  const fields = readFields(flat);
  const pairs = (name: string) => parseList(fields.get(name) ?? '[]').map(decodePair);
  return {
    client: required(fields, 'from'),
    cancels: pairs('cancel').map(([id, leftMs]) => ({ id, leftMs })),
    grants: pairs('grant').map(([id, values]) => ({ id, values })),
  };
}

function decodePair(item: unknown): [id: number, amount: number] {
  const [id, amount] = Array.isArray(item) ? (item as unknown[]) : [];
  if (Number.isSafeInteger(id) && Number.isFinite(amount)) return [id as number, amount as number];
  throw new MalformedEntry('what it tells of a call cannot be read');
}
