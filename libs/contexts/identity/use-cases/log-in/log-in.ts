import { type Handler, UnitOfWork } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import {
  Handle,
  type IdentityApi,
  type LogInRequest,
  Suspended,
  type Tokens,
  WrongCredentials,
} from '../../contract';
import { refreshExpiry } from '../../domain/sessions';
import { isSuspended } from '../../domain/suspensions';
import type { AccountEntity } from '../../persistence/account.entity';
import { AccountRepository } from '../../persistence/account.repository';
import { RefreshTokenRepository } from '../../persistence/refresh-token.repository';
import { SessionRepository } from '../../persistence/session.repository';
import { IssueTokens } from '../issue-tokens';
import { LogInAttempts } from '../log-in-attempts';
import { Passwords } from '../passwords';
import { RefreshSecrets } from '../refresh-secrets';
import { SigningKeys } from '../signing-keys';

@Injectable()
export class LogIn implements Handler<typeof IdentityApi, 'logIn'> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly tokens: RefreshTokenRepository,
    private readonly passwords: Passwords,
    private readonly attempts: LogInAttempts,
    private readonly secrets: RefreshSecrets,
    private readonly keys: SigningKeys,
    private readonly issue: IssueTokens,
    private readonly work: UnitOfWork,
  ) {}

  async handle(request: LogInRequest): Promise<Tokens> {
    const { handle, password, userAgent } = request;
    const known = await this.attempts.guess(request, async () => {
      // What cannot be a handle is nobody's, and is no text that a database must take.
      const account = Handle.safeParse(handle).success ? await this.accounts.byHandle(handle) : null;
      const matches = await this.passwords.matches(password, account?.passwordHash);
      return account && matches ? account : undefined;
    });
    if (!known) throw new WrongCredentials();
    const key = await this.keys.signing();
    const now = new Date();
    return this.work.run(async () => {
      const account = welcome(await this.accounts.lockShared(known.id), known, now);
      await this.attempts.succeeded(request);
      const [session, refreshToken] = [newId(now.getTime()), this.secrets.first()];
      const [accountId, expiresAt] = [account.id, refreshExpiry(now)];
      const times = { begunAt: now, lastUsedAt: now, expiresAt };
      await this.sessions.add({ id: session, accountId, userAgent: userAgent ?? null, ...times });
      await this.tokens.add(refreshToken, { accountId, family: session, expiresAt });
      return this.issue.with(key, { account, session, refreshToken, now });
    });
  }
}

/** The account as it is now: its password may have been changed, or it may have been suspended, since it was read. */
function welcome(account: AccountEntity | null, known: AccountEntity, now: Date): AccountEntity {
  if (account?.passwordHash !== known.passwordHash) throw new WrongCredentials();
  if (!isSuspended(account, now)) return account;
  throw new Suspended({
    reason: account.suspensionReason!,
    until: account.suspendedUntil?.toISOString(),
  });
}
