import { type Handler, UnitOfWork } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import type { IdentityApi, Profile } from '../../contract';
import { AccountRepository, toProfile } from '../../persistence/account.repository';

@Injectable()
export class EnsureAuthor implements Handler<typeof IdentityApi, 'ensureAuthor'> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ handle }: { handle: string }): Promise<Profile> {
    return this.work.run(async () => {
      const author = { id: newId(), handle, displayName: handle, passwordHash: null, joinedAt: new Date() };
      if (await this.accounts.add(author)) return toProfile(author);
      return toProfile((await this.accounts.byHandle(handle))!);
    });
  }
}
