import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type FullProfile, type IdentityApi, ProfileNotFound } from '../../contract';
import { AccountRepository } from '../../persistence/account.repository';
import { fullProfileOf } from '../full-profile';

@Injectable()
export class FindProfile implements Handler<typeof IdentityApi, 'profile'> {
  constructor(private readonly accounts: AccountRepository) {}

  async handle({ handle }: { handle: string }): Promise<FullProfile> {
    const account = await this.accounts.byHandle(handle);
    if (!account) throw new ProfileNotFound();
    return fullProfileOf(account);
  }
}
