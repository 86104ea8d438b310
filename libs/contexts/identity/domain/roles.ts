/** In the order of what they may do: each may do what those before it may. */
const order = ['member', 'moderator', 'admin'] as const;
export type Role = (typeof order)[number];

/** The roles of an account as principals and access tokens name them. */
export function rolesOf(role: Role): string[] {
  return order.slice(1, order.indexOf(role) + 1);
}

/** Whether somebody of role `one` may decide about the account of somebody of role `other`. */
export function isAbove(one: Role, other: Role): boolean {
  return order.indexOf(one) > order.indexOf(other);
}
