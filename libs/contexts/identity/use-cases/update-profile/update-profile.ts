import { type Handler, Outdated, UnitOfWork, callerId, sentences } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type FullProfile, type IdentityApi, type ProfileChange, ProfileNotFound } from '../../contract';
import { AccountRepository } from '../../persistence/account.repository';
import { fullProfileOf } from '../full-profile';

@Injectable()
export class UpdateProfile implements Handler<typeof IdentityApi, 'updateProfile'> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ ifRevision, ...change }: ProfileChange & { ifRevision?: number[] }): Promise<FullProfile> {
    const id = callerId();
    return this.work.run(async () => {
      const account = await this.accounts.lock(id);
      if (!account) throw new ProfileNotFound();
      if (ifRevision && !ifRevision.includes(account.revision)) throw new Outdated(sentences.outdated);
      const { displayName = account.displayName, bio = account.bio, avatarUrl = account.avatarUrl } = change;
      const revised = { displayName, bio, avatarUrl, revision: account.revision + 1 };
      await this.accounts.update(id, revised);
      return fullProfileOf({ ...account, ...revised });
    });
  }
}
