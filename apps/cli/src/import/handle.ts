import { createHash } from 'node:crypto';

/** Whose something from elsewhere is. */
export interface Author {
  handle: string;
  /** For people. */
  displayName?: string;
}

/**
 * A handle for a name, or a login, of any script: the same each time. Where it would have too few letters, or is taken,
 * some are added that tell it apart.
 */
export function handleFor(name: string, isTaken = (_handle: string) => false): string {
  const plain = asHandle(name.normalize('NFKD').replaceAll(/\p{M}/gu, ''));
  if (plain.length >= 2 && !isTaken(plain)) return plain;
  const letters = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${plain.slice(0, 23) || 'author'}_${letters}`;
}

const asHandle = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 30)
    .replaceAll(/^_+|_+$/g, '');
