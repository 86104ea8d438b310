export interface Suspension {
  suspendedAt: Date | null;
  /** When it ends by itself; null where it does not. */
  suspendedUntil: Date | null;
}

export function isSuspended({ suspendedAt, suspendedUntil }: Suspension, now: Date): boolean {
  return suspendedAt !== null && (suspendedUntil === null || suspendedUntil > now);
}
