import { CallContext, type Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type IdentityApi, type Profile, ProfileNotFound } from '../../contract';
import { AccountRepository } from '../../persistence/account.repository';

@Injectable()
export class ReadMe implements Handler<typeof IdentityApi, 'me'> {
  constructor(private readonly accounts: AccountRepository) {}

  async handle(): Promise<Profile> {
    const principal = CallContext.current?.principal;
    const [profile] = principal?.kind === 'member' ? await this.accounts.profiles([principal.id]) : [];
    if (!profile) throw new ProfileNotFound();
    return profile;
  }
}
