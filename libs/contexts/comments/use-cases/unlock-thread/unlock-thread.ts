import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { CommentsApi, Thread } from '../../contract';
import { ThreadRepository } from '../../persistence/thread.repository';
import { toThread } from '../../persistence/to-thread';
import { Threads } from '../threads';

@Injectable()
export class UnlockThread implements Handler<typeof CommentsApi, 'unlock'> {
  constructor(
    private readonly known: Threads,
    private readonly threads: ThreadRepository,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ threadId }: { threadId: string }): Promise<Thread> {
    const known = await this.known.find(threadId);
    return this.work.run(async () => {
      // One of a post that nobody has commented on is not there yet, and not locked.
      const thread = await this.threads.hold(threadId);
      return thread ? toThread(await this.threads.lock(threadId, null)) : known;
    });
  }
}
