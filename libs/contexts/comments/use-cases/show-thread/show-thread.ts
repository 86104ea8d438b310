import { type EventHandler, UnitOfWork } from '@isomer/framework';
import { PostPublished } from '@isomer/posts/contract';
import { Injectable } from '@nestjs/common';
import { ThreadRepository } from '../../persistence/thread.repository';

/** What was said of a post is there again with it. */
@Injectable()
export class ShowThread implements EventHandler<typeof PostPublished> {
  constructor(
    private readonly threads: ThreadRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ postId }: PostPublished): Promise<void> {
    return this.work.run(() => this.threads.show(postId));
  }
}
