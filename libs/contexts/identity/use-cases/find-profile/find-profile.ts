import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type IdentityApi, type Profile, ProfileNotFound } from '../../contract';
import { AccountRepository, toProfile } from '../../persistence/account.repository';

@Injectable()
export class FindProfile implements Handler<typeof IdentityApi, 'profile'> {
  constructor(private readonly accounts: AccountRepository) {}

  async handle({ handle }: { handle: string }): Promise<Profile> {
    const account = await this.accounts.byHandle(handle);
    if (!account) throw new ProfileNotFound();
    return toProfile(account);
  }
}
