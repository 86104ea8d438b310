/** Somebody who logged in. */
export interface Member {
  readonly kind: 'member';
  readonly id: string;
  /** What else than a member may do, by names that {@link role} asks for. */
  readonly roles?: readonly string[];
  /** What was begun by logging in, and ends by logging out. */
  readonly session?: string;
}

/** Who is calling. Travels with every call; authentication makes it, access decides on it. */
export type Principal =
  { readonly kind: 'anonymous' } | Member | { readonly kind: 'system'; readonly name: string };

export const anonymous: Principal = Object.freeze({ kind: 'anonymous' });

/** Whether a principal may do what is kept for a role. The platform itself may. */
export function hasRole(principal: Principal, name: string): boolean {
  return principal.kind === 'system' || (principal.kind === 'member' && !!principal.roles?.includes(name));
}

/** One string per principal, for idempotency scopes and logs. */
export function principalId(principal: Principal): string {
  switch (principal.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'member':
      return `member:${principal.id}`;
    case 'system':
      return `system:${principal.name}`;
  }
}
