import { Settings } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import type { Tokens } from '../contract';
import { rolesOf } from '../domain/roles';
import { accessTokenSeconds } from '../domain/sessions';
import type { AccountEntity } from '../persistence/account.entity';
import type { SigningKey } from './signing-keys';

export interface Issued {
  account: Pick<AccountEntity, 'id' | 'role'>;
  session: string;
  refreshToken: string;
  now: Date;
}

/** Signs the access token that goes with a refresh token. */
@Injectable()
export class IssueTokens {
  constructor(private readonly settings: Settings) {}

  async with(
    { kid, privateKey }: SigningKey,
    { account, session, refreshToken, now }: Issued,
  ): Promise<Tokens> {
    const { publicUrl } = this.settings;
    const accessToken = await new SignJWT({ sid: session, roles: rolesOf(account.role) })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
      .setSubject(account.id)
      .setIssuer(publicUrl)
      .setAudience(publicUrl)
      .setIssuedAt(now)
      .setExpirationTime(new Date(now.getTime() + accessTokenSeconds * 1000))
      .sign(privateKey);
    return { accessToken, refreshToken, expiresIn: accessTokenSeconds };
  }
}
