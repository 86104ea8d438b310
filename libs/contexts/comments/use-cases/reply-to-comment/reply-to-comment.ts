import { type Handler, UnitOfWork, callerId } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import {
  type Comment,
  CommentNotFound,
  CommentPosted,
  type CommentsApi,
  NestedTooDeep,
  type NewReply,
} from '../../contract';
import { mayAnswer } from '../../domain/nesting';
import { CommentRepository, toComment } from '../../persistence/comment.repository';

@Injectable()
export class ReplyToComment implements Handler<typeof CommentsApi, 'reply'> {
  constructor(
    private readonly comments: CommentRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ commentId, body }: NewReply): Promise<Comment> {
    const authorId = callerId();
    return this.work.run(async () => {
      const parent = await this.comments.find(commentId);
      if (!parent) throw new CommentNotFound();
      if (!mayAnswer(parent.depth)) throw new NestedTooDeep();
      const now = new Date();
      const reply = {
        id: newId(now.getTime()),
        postId: parent.postId,
        parentId: parent.id,
        depth: parent.depth + 1,
        authorId,
        body,
        createdAt: now,
      };
      await this.comments.add(reply);
      const added = toComment(reply);
      this.work.publish(CommentPosted, added);
      return added;
    });
  }
}
