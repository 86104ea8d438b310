import { createHash } from 'node:crypto';
import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { graceSeconds } from '../domain/sessions';
import { RefreshTokenEntity } from './refresh-token.entity';

/** `fresh` was not used yet, `repeated` was used a moment ago, `reused` was before that. */
export type TokenState = 'fresh' | 'repeated' | 'reused';

@Injectable()
export class RefreshTokenRepository {
  constructor(private readonly work: UnitOfWork) {}

  async add(
    token: string,
    values: Pick<RefreshTokenEntity, 'accountId' | 'family' | 'expiresAt'>,
  ): Promise<void> {
    await this.work.writer.insert(RefreshTokenEntity, { ...values, hash: hashOf(token), usedAt: null });
  }

  find(token: string): Promise<RefreshTokenEntity | null> {
    return this.work.reader.findOneBy(RefreshTokenEntity, { hash: hashOf(token) });
  }

  /** How a token stands while nobody else uses it; undefined when it is unknown or expired. By the clock that all replicas share. */
  async lock(token: string): Promise<TokenState | undefined> {
    const rows: { state: TokenState }[] = await this.work.writer.query(
      `SELECT CASE WHEN used_at IS NULL THEN 'fresh'
         WHEN used_at > now() - make_interval(secs => $2) THEN 'repeated' ELSE 'reused' END AS state
       FROM refresh_token WHERE hash = $1 AND expires_at > now() FOR UPDATE`,
      [hashOf(token), graceSeconds],
    );
    return rows[0]?.state;
  }

  async use(token: string): Promise<void> {
    await this.work.writer.query('UPDATE refresh_token SET used_at = now() WHERE hash = $1', [hashOf(token)]);
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
