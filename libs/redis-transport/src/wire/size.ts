/** Whether two texts together take more than `limit` bytes of UTF-8. */
export function exceeds(limit: number, text: string, more = ''): boolean {
  const units = text.length + more.length;
  // A UTF-16 unit takes one to three bytes, so that most texts need no counting.
  if (units > limit) return true;
  if (units * 3 <= limit) return false;
  return Buffer.byteLength(text) + Buffer.byteLength(more) > limit;
}
