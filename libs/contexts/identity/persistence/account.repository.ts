import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Profile } from '../contract';
import { AccountEntity } from './account.entity';

type ProfileRow = Omit<Profile, 'joinedAt'> & { joinedAt: Date };

const profile = 'id, handle, display_name AS "displayName", joined_at AS "joinedAt"';

@Injectable()
export class AccountRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** False when the handle is taken. */
  async add(account: AccountEntity): Promise<boolean> {
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

  async profiles(ids: readonly string[]): Promise<Profile[]> {
    const rows: ProfileRow[] = await this.work.reader.query(
      `SELECT ${profile} FROM account WHERE id = ANY($1)`,
      [ids],
    );
    return rows.map(toProfile);
  }
}

export function toProfile({ id, handle, displayName, joinedAt }: ProfileRow): Profile {
  return { id, handle, displayName, joinedAt: joinedAt.toISOString() };
}
