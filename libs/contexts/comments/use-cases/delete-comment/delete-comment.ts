import { type Handler, UnitOfWork, callerHasRole, memberId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Comment, CommentNotFound, type CommentsApi, NotTheCommenter } from '../../contract';
import { CommentRepository } from '../../persistence/comment.repository';
import { Visibility } from '../visibility';

@Injectable()
export class DeleteComment implements Handler<typeof CommentsApi, 'delete'> {
  constructor(
    private readonly comments: CommentRepository,
    private readonly visibility: Visibility,
    private readonly work: UnitOfWork,
  ) {}

  handle({ id }: { id: string }): Promise<Comment> {
    return this.work.run(async () => {
      const comment = await this.visibility.hold(id);
      if (!comment || comment.status === 'spam') throw new CommentNotFound();
      const isOwn = comment.authorId === memberId();
      if (!isOwn && !callerHasRole('moderator')) throw new NotTheCommenter();
      // Twice changes nothing: a client that has lost the answer asks again.
      if (comment.status === 'visible') await this.visibility.hide(comment, isOwn ? 'deleted' : 'removed');
      return (await this.comments.read(id))!;
    });
  }
}
