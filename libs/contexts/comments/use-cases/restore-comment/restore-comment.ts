import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Comment, CommentNotFound, type CommentsApi, NotKept } from '../../contract';
import { CommentRepository } from '../../persistence/comment.repository';
import { Visibility } from '../visibility';

@Injectable()
export class RestoreComment implements Handler<typeof CommentsApi, 'restore'> {
  constructor(
    private readonly comments: CommentRepository,
    private readonly visibility: Visibility,
    private readonly work: UnitOfWork,
  ) {}

  handle({ id }: { id: string }): Promise<Comment> {
    return this.work.run(async () => {
      const comment = await this.visibility.hold(id);
      if (!comment) throw new CommentNotFound();
      if (comment.status !== 'visible' && !(await this.visibility.show(comment))) throw new NotKept();
      return (await this.comments.read(id))!;
    });
  }
}
