import { callerHasRole } from '@isomer/framework';
import { ProfileNotFound, RoleTooHigh } from '../contract';
import { isAbove } from '../domain/roles';
import type { AccountEntity } from '../persistence/account.entity';

/** An account that the caller, a moderator at least, may decide about. @throws ProfileNotFound, RoleTooHigh */
export function lesserAccount(account: AccountEntity | null): AccountEntity {
  if (!account) throw new ProfileNotFound();
  const role = callerHasRole('admin') ? 'admin' : 'moderator';
  if (!isAbove(role, account.role)) throw new RoleTooHigh();
  return account;
}
