import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { CommentsApi, Thread } from '../../contract';
import { Threads } from '../threads';

@Injectable()
export class ReadThread implements Handler<typeof CommentsApi, 'thread'> {
  constructor(private readonly threads: Threads) {}

  handle({ id }: { id: string }): Promise<Thread> {
    return this.threads.find(id);
  }
}
