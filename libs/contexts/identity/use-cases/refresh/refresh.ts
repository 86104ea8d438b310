import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type IdentityApi, RefreshTokenInvalid, type Tokens } from '../../contract';
import { refreshExpiry } from '../../domain/sessions';
import { isSuspended } from '../../domain/suspensions';
import { AccountRepository } from '../../persistence/account.repository';
import { RefreshTokenRepository } from '../../persistence/refresh-token.repository';
import { SessionRepository } from '../../persistence/session.repository';
import { IssueTokens } from '../issue-tokens';
import { RefreshSecrets } from '../refresh-secrets';
import { SigningKeys } from '../signing-keys';

@Injectable()
export class Refresh implements Handler<typeof IdentityApi, 'refresh'> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly tokens: RefreshTokenRepository,
    private readonly secrets: RefreshSecrets,
    private readonly keys: SigningKeys,
    private readonly issue: IssueTokens,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ refreshToken: used }: { refreshToken: string }): Promise<Tokens> {
    const known = await this.tokens.find(used);
    if (!known) throw new RefreshTokenInvalid();
    const { accountId, family: session } = known;
    const key = await this.keys.signing();
    const now = new Date();
    const tokens = await this.work.run(async () => {
      const account = await this.accounts.lockShared(accountId);
      if (!account || isSuspended(account, now)) throw new RefreshTokenInvalid();
      const expiresAt = refreshExpiry(now);
      await this.sessions.touch({ id: session, accountId, lastUsedAt: now, expiresAt });
      const state = await this.tokens.lock(used);
      if (!state) throw new RefreshTokenInvalid();
      const refreshToken = this.secrets.after(used);
      // Who asks twice at once, or again because no answer came, has stolen nothing.
      const isKnown = state === 'repeated' && (await this.tokens.find(refreshToken)) !== null;
      if (state === 'fresh') {
        await this.tokens.use(used);
        await this.tokens.add(refreshToken, { accountId, family: session, expiresAt });
      } else if (!isKnown) {
        // Somebody shows a token that was used: one of the two holders stole it, so neither may go on.
        await this.sessions.end(session, accountId);
        return undefined;
      }
      return this.issue.with(key, { account, session, refreshToken, now });
    });
    if (!tokens) throw new RefreshTokenInvalid();
    return tokens;
  }
}
