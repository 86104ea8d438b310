/** Who is calling. Travels with every call; authentication makes it, access decides on it. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'member'; readonly id: string }
  | { readonly kind: 'system'; readonly name: string };

export const anonymous: Principal = Object.freeze({ kind: 'anonymous' });

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
