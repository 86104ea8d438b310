import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { CommentsApi, Thread } from '../../contract';
import { ThreadRepository } from '../../persistence/thread.repository';
import { toThread } from '../../persistence/to-thread';
import { Threads } from '../threads';

@Injectable()
export class LockThread implements Handler<typeof CommentsApi, 'lock'> {
  constructor(
    private readonly known: Threads,
    private readonly threads: ThreadRepository,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ threadId }: { threadId: string }): Promise<Thread> {
    const { postId } = await this.known.find(threadId);
    return this.work.run(async () => {
      const thread = postId ? await this.threads.ofPost(postId) : (await this.threads.hold(threadId))!;
      return toThread(thread.lockedAt ? thread : await this.threads.lock(threadId, new Date()));
    });
  }
}
