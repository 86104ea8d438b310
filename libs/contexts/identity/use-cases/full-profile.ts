import type { FullProfile } from '../contract';
import type { AccountEntity } from '../persistence/account.entity';
import { toProfile } from '../persistence/account.repository';

export function fullProfileOf(account: AccountEntity): FullProfile {
  const { bio, revision } = account;
  return { ...toProfile(account), bio: bio ?? undefined, revision };
}
