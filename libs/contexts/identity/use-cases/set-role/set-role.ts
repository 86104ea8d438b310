import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import {
  type Account,
  CannotLogIn,
  type IdentityApi,
  LastAdministrator,
  ProfileNotFound,
  type Role,
} from '../../contract';
import { isSuspended } from '../../domain/suspensions';
import { toAccount } from '../../persistence/account-list.repository';
import { AccountRepository } from '../../persistence/account.repository';

@Injectable()
export class SetRole implements Handler<typeof IdentityApi, 'setRole'> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ id, role }: { id: string; role: Role }): Promise<Account> {
    const now = new Date();
    return this.work.run(async () => {
      // One after the other: two who take the role from each other at once would leave none.
      const administrators = await this.accounts.lockAdministrators();
      const account = await this.accounts.lock(id);
      if (!account) throw new ProfileNotFound();
      if (role !== 'admin' && administrators.length === 1 && administrators.includes(id))
        throw new LastAdministrator();
      if (role !== 'member' && (!account.passwordHash || isSuspended(account, now))) throw new CannotLogIn();
      await this.accounts.update(id, { role });
      return toAccount({ ...account, role }, now);
    });
  }
}
