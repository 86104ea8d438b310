import { type Handler, memberId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type FullProfile, type IdentityApi, ProfileNotFound } from '../../contract';
import { AccountRepository } from '../../persistence/account.repository';
import { fullProfileOf } from '../full-profile';

@Injectable()
export class ReadMe implements Handler<typeof IdentityApi, 'me'> {
  constructor(private readonly accounts: AccountRepository) {}

  async handle(): Promise<FullProfile> {
    const id = memberId();
    const account = id === undefined ? null : await this.accounts.byId(id);
    if (!account) throw new ProfileNotFound();
    return fullProfileOf(account);
  }
}
