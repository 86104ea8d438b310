import { ContextModule } from '@isomer/framework';
import { IdentityApi } from './contract';
import { Accounts1760000000000 } from './migrations/1760000000000-accounts';
import { RefreshTokenExpiry1765000000000 } from './migrations/1765000000000-refresh-token-expiry';
import { Sessions1770000000000 } from './migrations/1770000000000-sessions';
import { Roles1770000000001 } from './migrations/1770000000001-roles';
import { Suspensions1770000000002 } from './migrations/1770000000002-suspensions';
import { Profiles1770000000003 } from './migrations/1770000000003-profiles';
import { HandleSkeletons1770000000004 } from './migrations/1770000000004-handle-skeletons';
import { FailedLogIns1770000000005 } from './migrations/1770000000005-failed-log-ins';
import { AccountListRepository } from './persistence/account-list.repository';
import { AccountEntity } from './persistence/account.entity';
import { AccountRepository } from './persistence/account.repository';
import { ExpiredRepository } from './persistence/expired.repository';
import { FailedLogInRepository } from './persistence/failed-log-in.repository';
import { RefreshTokenEntity } from './persistence/refresh-token.entity';
import { RefreshTokenRepository } from './persistence/refresh-token.repository';
import { SessionEntity } from './persistence/session.entity';
import { SessionRepository } from './persistence/session.repository';
import { SigningKeyEntity } from './persistence/signing-key.entity';
import { SigningKeyRepository } from './persistence/signing-key.repository';
import { ChangePassword } from './use-cases/change-password/change-password';
import { DeleteExpiredTokens } from './use-cases/delete-expired-tokens/delete-expired-tokens';
import { EndOtherSessions } from './use-cases/end-other-sessions/end-other-sessions';
import { EndSession } from './use-cases/end-session/end-session';
import { EnsureAuthor } from './use-cases/ensure-author/ensure-author';
import { FindProfile } from './use-cases/find-profile/find-profile';
import { IssueTokens } from './use-cases/issue-tokens';
import { ListAccounts } from './use-cases/list-accounts/list-accounts';
import { ListProfiles } from './use-cases/list-profiles/list-profiles';
import { ListPublicKeys } from './use-cases/list-public-keys/list-public-keys';
import { ListSessions } from './use-cases/list-sessions/list-sessions';
import { LogInAttempts } from './use-cases/log-in-attempts';
import { LogIn } from './use-cases/log-in/log-in';
import { LogOut } from './use-cases/log-out/log-out';
import { Passwords } from './use-cases/passwords';
import { ReadMe } from './use-cases/read-me/read-me';
import { ReadStanding } from './use-cases/read-standing/read-standing';
import { RefreshSecrets } from './use-cases/refresh-secrets';
import { Refresh } from './use-cases/refresh/refresh';
import { Register } from './use-cases/register/register';
import { ReinstateAccount } from './use-cases/reinstate-account/reinstate-account';
import { SetRole } from './use-cases/set-role/set-role';
import { SigningKeys } from './use-cases/signing-keys';
import { SuspendAccount } from './use-cases/suspend-account/suspend-account';
import { UpdateProfile } from './use-cases/update-profile/update-profile';

@ContextModule({
  contract: IdentityApi,
  calls: {
    logIn: LogIn,
    refresh: Refresh,
    logOut: LogOut,
    sessions: ListSessions,
    endSession: EndSession,
    endOtherSessions: EndOtherSessions,
    standing: ReadStanding,
    changePassword: ChangePassword,
    profiles: ListProfiles,
    profile: FindProfile,
    me: ReadMe,
    updateProfile: UpdateProfile,
    register: Register,
    ensureAuthor: EnsureAuthor,
    accounts: ListAccounts,
    setRole: SetRole,
    suspend: SuspendAccount,
    reinstate: ReinstateAccount,
    deleteExpiredTokens: DeleteExpiredTokens,
    publicKeys: ListPublicKeys,
  },
  jobs: { deleteExpiredTokens: { cron: '*/10 * * * *' } },
  providers: [
    AccountRepository,
    AccountListRepository,
    SessionRepository,
    RefreshTokenRepository,
    FailedLogInRepository,
    ExpiredRepository,
    SigningKeyRepository,
    IssueTokens,
    LogInAttempts,
    Passwords,
    RefreshSecrets,
    SigningKeys,
  ],
  entities: [AccountEntity, SessionEntity, RefreshTokenEntity, SigningKeyEntity],
  migrations: [
    Accounts1760000000000,
    RefreshTokenExpiry1765000000000,
    Sessions1770000000000,
    Roles1770000000001,
    Suspensions1770000000002,
    Profiles1770000000003,
    HandleSkeletons1770000000004,
    FailedLogIns1770000000005,
  ],
})
export class IdentityModule {}
