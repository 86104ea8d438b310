import { type Handler, UnitOfWork, callerId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type IdentityApi, SessionNotFound } from '../../contract';
import { SessionRepository } from '../../persistence/session.repository';

@Injectable()
export class EndSession implements Handler<typeof IdentityApi, 'endSession'> {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ id }: { id: string }): Promise<Record<string, never>> {
    const account = callerId();
    return this.work.run(async () => {
      if (!(await this.sessions.end(id, account))) throw new SessionNotFound();
      return {};
    });
  }
}
