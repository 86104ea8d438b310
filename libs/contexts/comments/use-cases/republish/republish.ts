import { type Handler, type RepublishFrom, type Republished, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { CommentsCounted, type CommentsApi } from '../../contract';
import { ThreadRepository } from '../../persistence/thread.repository';

const postsPerPage = 100;

@Injectable()
export class Republish implements Handler<typeof CommentsApi, 'republish'> {
  constructor(
    private readonly threads: ThreadRepository,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ after }: RepublishFrom): Promise<Republished> {
    const postIds = await this.threads.postsFrom(after, postsPerPage);
    if (postIds.length === 0) return { keys: 0 };
    await this.work.run(async () => {
      await this.work.hold(CommentsCounted, postIds);
      for (const counted of await this.threads.counts(postIds)) this.work.publish(CommentsCounted, counted);
    });
    return { keys: postIds.length, next: postIds.length === postsPerPage ? postIds.at(-1) : undefined };
  }
}
