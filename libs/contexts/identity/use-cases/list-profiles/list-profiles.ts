import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { IdentityApi, Profile } from '../../contract';
import { AccountRepository } from '../../persistence/account.repository';

@Injectable()
export class ListProfiles implements Handler<typeof IdentityApi, 'profiles'> {
  constructor(private readonly accounts: AccountRepository) {}

  async handle({ ids }: { ids: string[] }): Promise<{ profiles: Profile[] }> {
    return { profiles: ids.length === 0 ? [] : await this.accounts.profiles(ids) };
  }
}
