import { ContextModule } from '@isomer/framework';
import { IdentityApi } from './contract';
import { Accounts1760000000000 } from './migrations/1760000000000-accounts';
import { RefreshTokenExpiry1765000000000 } from './migrations/1765000000000-refresh-token-expiry';
import { AccountEntity } from './persistence/account.entity';
import { AccountRepository } from './persistence/account.repository';
import { RefreshTokenEntity } from './persistence/refresh-token.entity';
import { RefreshTokenRepository } from './persistence/refresh-token.repository';
import { SigningKeyEntity } from './persistence/signing-key.entity';
import { SigningKeyRepository } from './persistence/signing-key.repository';
import { DeleteExpiredTokens } from './use-cases/delete-expired-tokens/delete-expired-tokens';
import { EnsureAuthor } from './use-cases/ensure-author/ensure-author';
import { FindProfile } from './use-cases/find-profile/find-profile';
import { IssueTokens } from './use-cases/issue-tokens';
import { ListProfiles } from './use-cases/list-profiles/list-profiles';
import { ListPublicKeys } from './use-cases/list-public-keys/list-public-keys';
import { LogIn } from './use-cases/log-in/log-in';
import { Passwords } from './use-cases/passwords';
import { ReadMe } from './use-cases/read-me/read-me';
import { Refresh } from './use-cases/refresh/refresh';
import { Register } from './use-cases/register/register';
import { SigningKeys } from './use-cases/signing-keys';

@ContextModule({
  contract: IdentityApi,
  calls: {
    register: Register,
    logIn: LogIn,
    refresh: Refresh,
    profiles: ListProfiles,
    profile: FindProfile,
    me: ReadMe,
    ensureAuthor: EnsureAuthor,
    deleteExpiredTokens: DeleteExpiredTokens,
    publicKeys: ListPublicKeys,
  },
  jobs: { deleteExpiredTokens: { cron: '*/10 * * * *' } },
  providers: [
    AccountRepository,
    RefreshTokenRepository,
    SigningKeyRepository,
    IssueTokens,
    Passwords,
    SigningKeys,
  ],
  entities: [AccountEntity, RefreshTokenEntity, SigningKeyEntity],
  migrations: [Accounts1760000000000, RefreshTokenExpiry1765000000000],
})
export class IdentityModule {}
