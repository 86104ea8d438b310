import { type Handler, Outdated, UnitOfWork, callerId, sentences } from '@isomer/framework';
import { renderComment } from '@isomer/markup';
import { Injectable } from '@nestjs/common';
import {
  type Comment,
  CommentNotFound,
  type CommentsApi,
  type Edit,
  EditedTooLate,
  NotTheCommenter,
} from '../../contract';
import { mayStillEdit } from '../../domain/editing';
import { CommentRepository } from '../../persistence/comment.repository';

@Injectable()
export class EditComment implements Handler<typeof CommentsApi, 'edit'> {
  constructor(
    private readonly comments: CommentRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ id, body, ifRevision }: Edit): Promise<Comment> {
    const editor = callerId();
    return this.work.run(async () => {
      const comment = await this.comments.hold(id);
      if (comment?.status !== 'visible') throw new CommentNotFound();
      if (comment.authorId !== editor) throw new NotTheCommenter();
      if (ifRevision && !ifRevision.includes(comment.revision)) throw new Outdated(sentences.outdated);
      const now = new Date();
      if (!mayStillEdit(comment.createdAt, now)) throw new EditedTooLate();
      await this.comments.edit(id, body, renderComment(body), now);
      return (await this.comments.read(id))!;
    });
  }
}
