import { type EventHandler, UnitOfWork } from '@isomer/framework';
import { PostWithdrawn } from '@isomer/posts/contract';
import { Injectable } from '@nestjs/common';
import { ThreadRepository } from '../../persistence/thread.repository';

/** What was said of a post is kept, and seen by nobody while the post is not. */
@Injectable()
export class HideThread implements EventHandler<typeof PostWithdrawn> {
  constructor(
    private readonly threads: ThreadRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ postId }: PostWithdrawn): Promise<void> {
    return this.work.run(() => this.threads.hide(postId));
  }
}
