/** Whether texts together take more than `limit` bytes of UTF-8. */
export function exceeds(limit: number, texts: readonly string[]): boolean {
  const units = texts.reduce((sum, { length }) => sum + length, 0);
  // A UTF-16 unit takes one to three bytes, so that most texts need no counting.
  if (units > limit) return true;
  if (units * 3 <= limit) return false;
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) > limit;
}
