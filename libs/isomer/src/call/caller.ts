import { PermissionDenied } from '../contract/framework-errors';
import { anonymous, hasRole } from '../contract/principal';
import { CallContext } from './call-context';

/** Id of the member on whose behalf this runs, if it is one. */
export function memberId(): string | undefined {
  const principal = CallContext.current?.principal;
  return principal?.kind === 'member' ? principal.id : undefined;
}

/** The same, for what only a member can do. @throws PermissionDenied */
export function callerId(): string {
  const id = memberId();
  if (id === undefined) throw new PermissionDenied('Only a member can do this');
  return id;
}

/** Session of the member on whose behalf this runs, if there is one. */
export function sessionId(): string | undefined {
  const principal = CallContext.current?.principal;
  return principal?.kind === 'member' ? principal.session : undefined;
}

/** Whether the caller may do what is kept for a role; for calls that others may make in part. */
export function callerHasRole(name: string): boolean {
  return hasRole(CallContext.current?.principal ?? anonymous, name);
}
