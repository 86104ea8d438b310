import { type Handler, startAfter } from '@isomer/framework';
import { Id, PositionTime, pageAfter } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Account, AccountQuery, IdentityApi } from '../../contract';
import { AccountListRepository } from '../../persistence/account-list.repository';

const Position = z.object({ joinedAt: PositionTime, id: Id });

@Injectable()
export class ListAccounts implements Handler<typeof IdentityApi, 'accounts'> {
  constructor(private readonly accounts: AccountListRepository) {}

  async handle({ status, cursor, limit }: AccountQuery): Promise<{ items: Account[]; next?: string }> {
    const where = { status, after: startAfter(cursor, Position) };
    return pageAfter(await this.accounts.list(limit + 1, where), limit, Position);
  }
}
