import { createHash } from 'node:crypto';
import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import { RefreshTokenEntity } from './refresh-token.entity';

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

  /** Uses a token up. False when it is unknown, expired or used: of two at once, one wins. */
  async use(token: string, now: Date): Promise<boolean> {
    const { affected } = await this.work.writer.update(
      RefreshTokenEntity,
      { hash: hashOf(token), usedAt: IsNull(), expiresAt: MoreThan(now) },
      { usedAt: now },
    );
    return affected === 1;
  }

  /** Returns how many were. */
  async deleteExpired(limit: number): Promise<number> {
    const rows: unknown[] = await this.work.writer.query(
      `WITH expired AS (SELECT hash FROM refresh_token WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED),
       gone AS (DELETE FROM refresh_token t USING expired e WHERE t.hash = e.hash RETURNING 1)
       SELECT FROM gone`,
      [limit],
    );
    return rows.length;
  }

  async revokeFamily(family: string): Promise<void> {
    await this.work.writer.delete(RefreshTokenEntity, { family });
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
