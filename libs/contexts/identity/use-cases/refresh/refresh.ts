import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type IdentityApi, RefreshTokenInvalid, type Tokens } from '../../contract';
import { RefreshTokenRepository } from '../../persistence/refresh-token.repository';
import { IssueTokens } from '../issue-tokens';
import { SigningKeys } from '../signing-keys';

@Injectable()
export class Refresh implements Handler<typeof IdentityApi, 'refresh'> {
  constructor(
    private readonly tokens: RefreshTokenRepository,
    private readonly keys: SigningKeys,
    private readonly issue: IssueTokens,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ refreshToken }: { refreshToken: string }): Promise<Tokens> {
    const known = await this.tokens.find(refreshToken);
    if (!known) throw new RefreshTokenInvalid();
    const key = await this.keys.signing();
    const now = new Date();
    const tokens = await this.work.run(async () => {
      if (await this.tokens.use(refreshToken, now))
        return this.issue.to(known.accountId, known.family, key, now);
      // Somebody shows a token that was used: one of the two holders stole it, so neither may go on.
      await this.tokens.revokeFamily(known.family);
      return undefined;
    });
    if (!tokens) throw new RefreshTokenInvalid();
    return tokens;
  }
}
