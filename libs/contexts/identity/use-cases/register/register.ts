import { type Handler, UnitOfWork } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { HandleTaken, type IdentityApi, type Profile, type Registration } from '../../contract';
import { skeletonOf } from '../../domain/handles';
import { AccountRepository, toProfile } from '../../persistence/account.repository';
import { Passwords } from '../passwords';

@Injectable()
export class Register implements Handler<typeof IdentityApi, 'register'> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ handle, password, displayName = handle }: Registration): Promise<Profile> {
    const passwordHash = await this.passwords.hash(password);
    return this.work.run(async () => {
      const skeleton = skeletonOf(handle);
      const account = { id: newId(), handle, skeleton, displayName, passwordHash, joinedAt: new Date() };
      if (!(await this.accounts.add(account))) throw new HandleTaken({ handle });
      return toProfile(account);
    });
  }
}
