/** Days for which the text of a comment that is not shown is kept, so that a moderator can restore it. */
export const daysKept = 30;

const day = 24 * 3600 * 1000;

/** Since when what was hidden is kept still. */
export function keptSince(now: Date): Date {
  return new Date(now.getTime() - daysKept * day);
}

export function isKept(hiddenAt: Date, now: Date): boolean {
  return hiddenAt > keptSince(now);
}
