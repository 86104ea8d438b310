import { type Handler, callerId, sessionId, startAfter } from '@isomer/framework';
import { Id, PositionTime, pageAfter } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { IdentityApi, Session, SessionQuery } from '../../contract';
import { SessionRepository } from '../../persistence/session.repository';

const Position = z.object({ begunAt: PositionTime, id: Id });

@Injectable()
export class ListSessions implements Handler<typeof IdentityApi, 'sessions'> {
  constructor(private readonly sessions: SessionRepository) {}

  async handle({ cursor, limit }: SessionQuery): Promise<{ items: Session[]; next?: string }> {
    const where = { after: startAfter(cursor, Position), current: sessionId() };
    return pageAfter(await this.sessions.list(callerId(), limit + 1, where), limit, Position);
  }
}
