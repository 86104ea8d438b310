import { type Handler, UnitOfWork, callerId, sessionId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { IdentityApi } from '../../contract';
import { AccountRepository } from '../../persistence/account.repository';
import { SessionRepository } from '../../persistence/session.repository';

@Injectable()
export class EndOtherSessions implements Handler<typeof IdentityApi, 'endOtherSessions'> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle(): Promise<{ ended: number }> {
    const [account, session] = [callerId(), sessionId()];
    return this.work.run(async () => {
      await this.accounts.lock(account);
      return { ended: await this.sessions.endAll(account, session) };
    });
  }
}
