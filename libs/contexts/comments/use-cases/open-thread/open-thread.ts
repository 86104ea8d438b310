import { type Handler, UnitOfWork } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import type { CommentsApi, NewThread, Thread } from '../../contract';
import { toThread } from '../../persistence/to-thread';
import { ThreadRepository } from '../../persistence/thread.repository';
import { pageOf } from '../page-of';

@Injectable()
export class OpenThread implements Handler<typeof CommentsApi, 'openThread'> {
  constructor(
    private readonly threads: ThreadRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ url, title }: NewThread): Promise<Thread> {
    const page = pageOf(url, '/url', title);
    return this.work.run(async () => toThread(await this.threads.ofPage(newId(), page)));
  }
}
