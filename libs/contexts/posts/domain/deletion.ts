const days = 24 * 60 * 60 * 1_000;

/** How long what is deleted can be restored, in milliseconds. */
export const restorableMs = 30 * days;

export function isRestorable(deletedAt: Date, now: Date): boolean {
  return now.getTime() - deletedAt.getTime() <= restorableMs;
}
