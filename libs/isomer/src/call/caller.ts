import { PermissionDenied } from '../contract/framework-errors';
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
