import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import {
  type Comment,
  CommentNotFound,
  type CommentsApi,
  NestedTooDeep,
  type NewReply,
} from '../../contract';
import { mayAnswer } from '../../domain/nesting';
import { CommentRepository } from '../../persistence/comment.repository';
import { ThreadRepository } from '../../persistence/thread.repository';
import { AddComment } from '../add-comment';
import { ThreadFollower } from '../watch-thread/thread-follower';

@Injectable()
export class ReplyToComment implements Handler<typeof CommentsApi, 'reply'> {
  constructor(
    private readonly comments: CommentRepository,
    private readonly threads: ThreadRepository,
    private readonly add: AddComment,
    private readonly follower: ThreadFollower,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ commentId, body }: NewReply): Promise<Comment> {
    const reply = await this.work.run(async () => {
      const known = await this.comments.find(commentId);
      const thread = known && (await this.threads.place(known.threadId));
      // Whoever deletes it holds the thread too, so now it stays what it is.
      const parent = thread && (await this.comments.find(commentId));
      if (parent?.status !== 'visible') throw new CommentNotFound();
      if (!mayAnswer(parent.depth)) throw new NestedTooDeep();
      return this.add.to(thread!, body, parent);
    });
    this.follower.tell(reply.threadId!);
    return reply;
  }
}
