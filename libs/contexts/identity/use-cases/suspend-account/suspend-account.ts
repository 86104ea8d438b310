import { type Handler, InvalidArgument, UnitOfWork, memberId, sentences } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Account, IdentityApi, NewSuspension } from '../../contract';
import { toAccount } from '../../persistence/account-list.repository';
import { AccountRepository } from '../../persistence/account.repository';
import { SessionRepository } from '../../persistence/session.repository';
import { lesserAccount } from '../lesser-account';

@Injectable()
export class SuspendAccount implements Handler<typeof IdentityApi, 'suspend'> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ id, reason, until }: NewSuspension & { id: string }): Promise<Account> {
    const now = new Date();
    const suspension = {
      suspendedAt: now,
      suspendedUntil: until === undefined ? null : new Date(until),
      suspensionReason: reason,
      suspendedBy: memberId() ?? null,
    };
    return this.work.run(async () => {
      if (suspension.suspendedUntil && suspension.suspendedUntil <= now) throw past();
      const account = lesserAccount(await this.accounts.lock(id));
      await this.accounts.update(id, suspension);
      await this.sessions.endAll(id);
      return toAccount({ ...account, ...suspension }, now);
    });
  }
}

function past(): InvalidArgument {
  return new InvalidArgument(sentences.notValid, {
    violations: [{ pointer: '/until', detail: 'must be a time that is still to come' }],
  });
}
