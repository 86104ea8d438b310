/** Which of two entries of a stream came first: negative if `a` did. */
export function compareIds(a: string, b: string): number {
  const [aMs, aSeq] = parse(a);
  const [bMs, bSeq] = parse(b);
  return aMs !== bMs ? aMs - bMs : aSeq < bSeq ? -1 : aSeq > bSeq ? 1 : 0;
}

/** The least id after `id`. */
export function nextId(id: string): string {
  const [ms, seq] = parse(id);
  return seq < LAST_SEQ ? `${ms}-${seq + 1n}` : `${ms + 1}-0`;
}

export function lesserId(a: string, b: string): string {
  return compareIds(a, b) <= 0 ? a : b;
}

const LAST_SEQ = 2n ** 64n - 1n;

/** Redis counts within a millisecond in 64 bits, which a number does not hold. */
function parse(id: string): [ms: number, seq: bigint] {
  const [ms, seq] = id.split('-');
  return [Number(ms), BigInt(seq ?? 0)];
}
