import { CallContext, type Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { CommentsApi, WatchThread as Watch, Watched } from '../../contract';
import { Threads } from '../threads';
import { ThreadFollower } from './thread-follower';

@Injectable()
export class WatchThread implements Handler<typeof CommentsApi, 'watch'> {
  constructor(
    private readonly threads: Threads,
    private readonly follower: ThreadFollower,
  ) {}

  async *handle({ threadId, after }: Watch): AsyncGenerator<Watched, void> {
    const { signal } = CallContext.current!;
    await this.threads.find(threadId);
    yield* this.follower.read(threadId, after, signal);
  }
}
