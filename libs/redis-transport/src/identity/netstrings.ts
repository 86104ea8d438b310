/**
 * Several texts as one, so that no two lists give the same: each as its length in bytes of UTF-8, `:`, itself and
 * `,` (D. J. Bernstein's netstrings). Joined with any separator, a value could pass for two.
 */
export function netstrings(texts: readonly string[]): string {
  let joined = '';
  for (const text of texts) joined += `${Buffer.byteLength(text)}:${text},`;
  return joined;
}
