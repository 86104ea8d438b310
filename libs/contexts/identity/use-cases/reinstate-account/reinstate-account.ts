import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Account, IdentityApi } from '../../contract';
import { toAccount } from '../../persistence/account-list.repository';
import { AccountRepository } from '../../persistence/account.repository';
import { lesserAccount } from '../lesser-account';

const none = { suspendedAt: null, suspendedUntil: null, suspensionReason: null, suspendedBy: null };

@Injectable()
export class ReinstateAccount implements Handler<typeof IdentityApi, 'reinstate'> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly work: UnitOfWork,
  ) {}

  /** One who is not suspended stays as they are. */
  handle({ id }: { id: string }): Promise<Account> {
    return this.work.run(async () => {
      const account = lesserAccount(await this.accounts.lock(id));
      await this.accounts.update(id, none);
      return toAccount({ ...account, ...none }, new Date());
    });
  }
}
