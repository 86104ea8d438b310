import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Account } from '../contract';
import { isSuspended } from '../domain/suspensions';
import type { AccountEntity } from './account.entity';
import { profileColumns, toProfile } from './account.repository';

type AccountRow = Pick<
  AccountEntity,
  | 'id'
  | 'handle'
  | 'displayName'
  | 'joinedAt'
  | 'avatarUrl'
  | 'role'
  | 'suspendedAt'
  | 'suspendedUntil'
  | 'suspensionReason'
  | 'suspendedBy'
>;

const columns = `${profileColumns}, role, suspended_at AS "suspendedAt", suspended_until AS "suspendedUntil",
  suspension_reason AS "suspensionReason", suspended_by AS "suspendedBy"`;

const suspended = '(suspended_at IS NOT NULL AND (suspended_until IS NULL OR suspended_until > now()))';
const conditions = { suspended, active: `NOT ${suspended}` };

/** Accounts as moderators see them. */
@Injectable()
export class AccountListRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** From a position on, the newest first. */
  async list(
    limit: number,
    { after, status }: { after?: { joinedAt: string; id: string }; status?: Account['status'] },
  ): Promise<Account[]> {
    const where = [status ? conditions[status] : 'true'];
    if (after) where.push('(joined_at, id) < ($2::timestamptz, $3::uuid)');
    const rows: AccountRow[] = await this.work.reader.query(
      `SELECT ${columns} FROM account WHERE ${where.join(' AND ')} ORDER BY joined_at DESC, id DESC LIMIT $1`,
      [limit, ...(after ? [after.joinedAt, after.id] : [])],
    );
    const now = new Date();
    return rows.map((row) => toAccount(row, now));
  }
}

export function toAccount(row: AccountRow, now: Date): Account {
  const suspension = isSuspended(row, now) ? suspensionOf(row) : undefined;
  const status = suspension ? 'suspended' : 'active';
  return { ...toProfile(row), role: row.role, status, suspension };
}

function suspensionOf({ suspendedAt, suspendedUntil, suspensionReason, suspendedBy }: AccountRow) {
  return {
    reason: suspensionReason!,
    since: suspendedAt!.toISOString(),
    until: suspendedUntil?.toISOString(),
    by: suspendedBy ?? undefined,
  };
}
