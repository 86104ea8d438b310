export const maxTagLength = 40;
/** Of one post. */
export const maxTags = 10;

/**
 * A tag as it is kept: in lower case, words joined by `-`, of any script. Two ways to write one are one tag.
 * Undefined for what has no letter or digit, or is too long.
 */
export function tagOf(written: string): string | undefined {
  const words = written
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  const tag = words?.join('-').normalize('NFC') ?? '';
  return tag !== '' && [...tag].length <= maxTagLength ? tag : undefined;
}
