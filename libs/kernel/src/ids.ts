import { createHash, randomBytes } from 'node:crypto';

/** A UUIDv7 (RFC 9562): sorts by the time it was made, in milliseconds since 1970. */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  return format(bytes, 0x70);
}

/** A UUIDv8 (RFC 9562) that follows from `name`: the same whenever it is asked for. */
export function derivedId(name: string): string {
  return format(createHash('sha256').update(name).digest().subarray(0, 16), 0x80);
}

function format(bytes: Buffer, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | version;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
