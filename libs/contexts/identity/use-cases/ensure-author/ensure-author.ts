import { type Handler, UnitOfWork } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import type { IdentityApi, Profile } from '../../contract';
import { skeletonOf } from '../../domain/handles';
import { AccountRepository, toProfile } from '../../persistence/account.repository';

@Injectable()
export class EnsureAuthor implements Handler<typeof IdentityApi, 'ensureAuthor'> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ handle, displayName = handle }: { handle: string; displayName?: string }): Promise<Profile> {
    return this.work.run(async () => {
      // Whoever imports knows that these are two people who look alike, so the second is let in without a skeleton.
      for (const skeleton of [skeletonOf(handle), null]) {
        const author = { id: newId(), handle, displayName, passwordHash: null, joinedAt: new Date() };
        if (await this.accounts.add({ ...author, skeleton })) return toProfile(author);
        await this.accounts.nameAuthor(handle, displayName);
        const known = await this.accounts.byHandle(handle);
        if (known) return toProfile(known);
      }
      throw new Error(`The author '${handle}' can neither be made nor found`);
    });
  }
}
