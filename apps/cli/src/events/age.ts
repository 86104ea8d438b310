const units: [string, number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
];

/** A time as ISO, or what a row has instead of one. */
export function iso(time: Date | number): string {
  return time instanceof Date && !Number.isNaN(time.getTime()) ? time.toISOString() : String(time);
}

/** For people: `3 h`, `12 min`, `0.4 s`. */
export function age(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return '';
  const unit = units.find(([, length]) => ms >= length);
  return unit ? `${Math.floor(ms / unit[1])} ${unit[0]}` : `${(Math.max(0, ms) / 1_000).toFixed(1)} s`;
}
