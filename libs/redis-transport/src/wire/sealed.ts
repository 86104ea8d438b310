import { netstrings } from '../identity';

/** The fields of an entry as they were sealed, and the seal, which is the last one; a process without keys adds none. */
export function splitSeal(flat: readonly string[]): { text: string; seal: string | undefined } {
  const sealAt = flat.length - 2;
  const isSealed = flat[sealAt] === 'seal';
  return {
    text: netstrings(isSealed ? flat.slice(0, sealAt) : flat),
    seal: isSealed ? flat[sealAt + 1] : undefined,
  };
}
