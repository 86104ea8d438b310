import { type Handler, UnitOfWork, callerId, sessionId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type IdentityApi, SessionNotFound } from '../../contract';
import { SessionRepository } from '../../persistence/session.repository';

@Injectable()
export class LogOut implements Handler<typeof IdentityApi, 'logOut'> {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle(): Promise<Record<string, never>> {
    const [account, session] = [callerId(), sessionId()];
    return this.work.run(async () => {
      if (!session || !(await this.sessions.end(session, account))) throw new SessionNotFound();
      return {};
    });
  }
}
