import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Comment, type CommentsApi, type NewThreadComment, ThreadNotFound } from '../../contract';
import { ThreadRepository } from '../../persistence/thread.repository';
import { AddComment } from '../add-comment';
import { ThreadFollower } from '../watch-thread/thread-follower';
import { Threads } from '../threads';

@Injectable()
export class CommentOnThread implements Handler<typeof CommentsApi, 'comment'> {
  constructor(
    private readonly known: Threads,
    private readonly threads: ThreadRepository,
    private readonly add: AddComment,
    private readonly follower: ThreadFollower,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ threadId, body }: NewThreadComment): Promise<Comment> {
    const { postId } = await this.known.findToWrite(threadId);
    const comment = await this.work.run(async () => {
      const thread = postId ? await this.threads.placeOnPost(postId) : await this.threads.place(threadId);
      if (!thread) throw new ThreadNotFound();
      return this.add.to(thread, body);
    });
    this.follower.tell(threadId);
    return comment;
  }
}
