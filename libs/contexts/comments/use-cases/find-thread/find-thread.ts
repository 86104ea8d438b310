import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type CommentsApi, type Thread, ThreadNotFound } from '../../contract';
import { toThread } from '../../persistence/to-thread';
import { ThreadRepository } from '../../persistence/thread.repository';
import { pageOf } from '../page-of';

@Injectable()
export class FindThread implements Handler<typeof CommentsApi, 'threadOf'> {
  constructor(private readonly threads: ThreadRepository) {}

  async handle({ url }: { url: string }): Promise<Thread> {
    const thread = await this.threads.findByUrl(pageOf(url, '/url').url);
    if (!thread) throw new ThreadNotFound();
    return toThread(thread);
  }
}
