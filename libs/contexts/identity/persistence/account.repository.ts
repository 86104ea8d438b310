import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Profile } from '../contract';
import type { Role } from '../domain/roles';
import { AccountEntity } from './account.entity';

type ProfileRow = Omit<Profile, 'joinedAt' | 'avatarUrl'> & { joinedAt: Date; avatarUrl?: string | null };
type NewAccount = Pick<
  AccountEntity,
  'id' | 'handle' | 'skeleton' | 'displayName' | 'passwordHash' | 'joinedAt'
>;

export const profileColumns =
  'id, handle, display_name AS "displayName", joined_at AS "joinedAt", avatar_url AS "avatarUrl"';

@Injectable()
export class AccountRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** False when the handle is taken, or looks like one that is. */
  async add(account: NewAccount): Promise<boolean> {
    const { raw } = (await this.work.writer
      .createQueryBuilder()
      .insert()
      .into(AccountEntity)
      .values(account)
      .orIgnore()
      .returning('id')
      .execute()) as { raw: unknown[] };
    return raw.length === 1;
  }

  byHandle(handle: string): Promise<AccountEntity | null> {
    return this.work.reader.findOneBy(AccountEntity, { handle });
  }

  byId(id: string): Promise<AccountEntity | null> {
    return this.work.reader.findOneBy(AccountEntity, { id });
  }

  /** Kept from changing until the unit of work ends. */
  lock(id: string): Promise<AccountEntity | null> {
    return this.work.writer.findOne(AccountEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The same, beside others who want no more than that. */
  lockShared(id: string): Promise<AccountEntity | null> {
    return this.work.writer.findOne(AccountEntity, { where: { id }, lock: { mode: 'pessimistic_read' } });
  }

  /** Ids of all administrators, of whom none is added by or taken from somebody else until the unit of work ends. */
  async lockAdministrators(): Promise<string[]> {
    const rows: { id: string }[] = await this.work.writer.query(
      `SELECT id FROM account WHERE role = 'admin' ORDER BY id FOR UPDATE`,
    );
    return rows.map(({ id }) => id);
  }

  async update(id: string, change: Partial<AccountEntity>): Promise<void> {
    await this.work.writer.update(AccountEntity, { id }, change);
  }

  /** Names an author of imported content who has no name yet but the handle. */
  async nameAuthor(handle: string, displayName: string): Promise<void> {
    await this.work.writer.query(
      `UPDATE account SET display_name = $2, revision = revision + 1
       WHERE handle = $1 AND password_hash IS NULL AND display_name = handle AND display_name <> $2`,
      [handle, displayName],
    );
  }

  async profiles(ids: readonly string[]): Promise<Profile[]> {
    const rows: ProfileRow[] = await this.work.reader.query(
      `SELECT ${profileColumns} FROM account WHERE id = ANY($1)`,
      [ids],
    );
    return rows.map(toProfile);
  }

  /** Of somebody who may do what they did when they began that session; undefined for one that has ended, or is suspended. */
  async roleIn(session: string, id: string): Promise<Role | undefined> {
    const rows: { role: Role }[] = await this.work.reader.query(
      `SELECT a.role FROM session s JOIN account a ON a.id = s.account_id
       WHERE s.id = $1 AND a.id = $2 AND s.expires_at > now()
         AND (a.suspended_at IS NULL OR a.suspended_until <= now())`,
      [session, id],
    );
    return rows[0]?.role;
  }
}

export function toProfile({ id, handle, displayName, joinedAt, avatarUrl }: ProfileRow): Profile {
  return { id, handle, displayName, joinedAt: joinedAt.toISOString(), avatarUrl: avatarUrl ?? undefined };
}
