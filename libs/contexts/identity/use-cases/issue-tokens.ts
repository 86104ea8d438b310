import { randomBytes } from 'node:crypto';
import { Settings } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import type { Tokens } from '../contract';
import { accessTokenSeconds, refreshExpiry } from '../domain/sessions';
import { RefreshTokenRepository } from '../persistence/refresh-token.repository';
import type { SigningKey } from './signing-keys';

/** Signs an access token and adds its refresh token to a family. Part of a unit of work. */
@Injectable()
export class IssueTokens {
  constructor(
    private readonly refreshTokens: RefreshTokenRepository,
    private readonly settings: Settings,
  ) {}

  async to(accountId: string, family: string, { kid, privateKey }: SigningKey, now: Date): Promise<Tokens> {
    const { publicUrl } = this.settings;
    const refreshToken = randomBytes(32).toString('base64url');
    await this.refreshTokens.add(refreshToken, { accountId, family, expiresAt: refreshExpiry(now) });
    const accessToken = await new SignJWT()
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
      .setSubject(accountId)
      .setIssuer(publicUrl)
      .setAudience(publicUrl)
      .setIssuedAt(now)
      .setExpirationTime(new Date(now.getTime() + accessTokenSeconds * 1000))
      .sign(privateKey);
    return { accessToken, refreshToken, expiresIn: accessTokenSeconds };
  }
}
