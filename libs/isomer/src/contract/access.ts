import { type Principal, hasRole } from './principal';

/** Who may make a call. Part of the contract, enforced where the call is served. */
export interface Access {
  readonly name: string;
  allows(principal: Principal): boolean;
}

export const everyone: Access = { name: 'everyone', allows: () => true };

/** Anybody who proved who they are, members and the platform itself. */
export const authenticated: Access = { name: 'authenticated', allows: ({ kind }) => kind !== 'anonymous' };

/** Members with a role, and the platform itself. */
export const role = (name: string): Access => ({
  name: `role ${name}`,
  allows: (principal) => hasRole(principal, name),
});

/** The platform's own programs, such as an importer; never a request from outside. */
export const systemOnly: Access = { name: 'system only', allows: ({ kind }) => kind === 'system' };

/** What a call that states no access gets. */
export const nobody: Access = { name: 'nobody', allows: () => false };
