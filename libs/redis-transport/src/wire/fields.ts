/** Version of entries that this code writes, and the only one it reads but for requests. */
export const WIRE_VERSION = '1';

/** An entry that nobody who follows PROTOCOL.md could have written. */
export class MalformedEntry extends Error {
  override readonly name = 'MalformedEntry';
}

/** One entry as RESP2 gives it: its id, and its fields and values in turn; `null` if it was deleted. */
export type RawEntry = [id: string, fields: string[] | null];

/** What XREAD and XREADGROUP answer. */
export type RawStreams = [key: string, entries: RawEntry[]][] | null;

/** Reads the fields of an entry and checks its version. @throws MalformedEntry */
export function readFields(flat: string[], versions = [WIRE_VERSION]): Map<string, string> {
  const fields = new Map<string, string>();
  for (let i = 0; i + 1 < flat.length; i += 2) fields.set(flat[i] as string, flat[i + 1] as string);
  const version = fields.get('v');
  // Whoever writes what is no version may write much of it, and what is said here is logged.
  if (version === undefined || !versions.includes(version))
    throw new MalformedEntry(`its version is ${version?.slice(0, 20) ?? 'not given'}`);
  return fields;
}

/** @throws MalformedEntry */
export function required(fields: Map<string, string>, name: string): string {
  const value = fields.get(name);
  if (value === undefined) throw new MalformedEntry(`it has no field "${name}"`);
  return value;
}

/** @throws MalformedEntry */
export function requiredText(fields: Map<string, string>, name: string, pattern: RegExp): string {
  const value = required(fields, name);
  if (!pattern.test(value)) throw new MalformedEntry(`its field "${name}" is not as it must be`);
  return value;
}

/** @throws MalformedEntry */
export function requiredNumber(fields: Map<string, string>, name: string): number {
  const value = Number(required(fields, name));
  if (!Number.isFinite(value)) throw new MalformedEntry(`its field "${name}" is not a number`);
  return value;
}

/** @throws MalformedEntry */
export function parseList(text: string): unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new MalformedEntry('its payload is not JSON');
  }
  if (!Array.isArray(parsed)) throw new MalformedEntry('its payload is not a list');
  return parsed;
}
