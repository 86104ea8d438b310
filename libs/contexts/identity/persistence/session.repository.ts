import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Session } from '../contract';
import { RefreshTokenEntity } from './refresh-token.entity';
import { SessionEntity } from './session.entity';

type SessionRow = Pick<SessionEntity, 'id' | 'begunAt' | 'lastUsedAt' | 'userAgent'>;

/**
 * Sessions end with their refresh tokens. Whatever takes locks takes them in one order: the account, its sessions, their
 * tokens; so a refresh that is under way either comes before the end, and ends too, or finds nothing left.
 */
@Injectable()
export class SessionRepository {
  constructor(private readonly work: UnitOfWork) {}

  async add(session: SessionEntity): Promise<void> {
    await this.work.writer.insert(SessionEntity, session);
  }

  /** Notes that it was refreshed, and keeps it from ending meanwhile. One that was begun by a process of before has no row yet. */
  async touch({
    id,
    accountId,
    lastUsedAt,
    expiresAt,
  }: Omit<SessionEntity, 'begunAt' | 'userAgent'>): Promise<void> {
    await this.work.writer.query(
      `INSERT INTO session (id, account_id, begun_at, last_used_at, expires_at) VALUES ($1, $2, $3, $3, $4)
       ON CONFLICT (id) DO UPDATE SET last_used_at = $3, expires_at = $4`,
      [id, accountId, lastUsedAt, expiresAt],
    );
  }

  /** False when the account has no such session. */
  async end(id: string, accountId: string): Promise<boolean> {
    const { affected } = await this.work.writer.delete(SessionEntity, { id, accountId });
    await this.work.writer.delete(RefreshTokenEntity, { family: id, accountId });
    return affected === 1;
  }

  /** Ends all of an account that is locked, but for one that may stay. Returns how many. */
  async endAll(accountId: string, but?: string): Promise<number> {
    const values = [accountId, but ?? null];
    const [, ended]: [unknown, number] = await this.work.writer.query(
      'DELETE FROM session WHERE account_id = $1 AND id IS DISTINCT FROM $2::uuid',
      values,
    );
    await this.work.writer.query(
      'DELETE FROM refresh_token WHERE account_id = $1 AND family IS DISTINCT FROM $2::uuid',
      values,
    );
    return ended;
  }

  /** Those of an account from a position on, the newest first. */
  async list(
    accountId: string,
    limit: number,
    { after, current }: { after?: { begunAt: string; id: string }; current?: string },
  ): Promise<Session[]> {
    const where = after ? 'AND (begun_at, id) < ($3::timestamptz, $4::uuid)' : '';
    const rows: SessionRow[] = await this.work.reader.query(
      `SELECT id, begun_at AS "begunAt", last_used_at AS "lastUsedAt", user_agent AS "userAgent" FROM session
       WHERE account_id = $1 AND expires_at > now() ${where} ORDER BY begun_at DESC, id DESC LIMIT $2`,
      [accountId, limit, ...(after ? [after.begunAt, after.id] : [])],
    );
    return rows.map((row) => toSession(row, current));
  }
}

function toSession({ id, begunAt, lastUsedAt, userAgent }: SessionRow, current?: string): Session {
  return {
    id,
    begunAt: begunAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    userAgent: userAgent ?? undefined,
    current: id === current,
  };
}
