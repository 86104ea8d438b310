import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Comment, CommentNotFound, type CommentsApi } from '../../contract';
import { CommentRepository } from '../../persistence/comment.repository';

@Injectable()
export class ReadComment implements Handler<typeof CommentsApi, 'read'> {
  constructor(private readonly comments: CommentRepository) {}

  async handle({ id }: { id: string }): Promise<Comment> {
    const comment = await this.comments.readShown(id);
    if (!comment) throw new CommentNotFound();
    return comment;
  }
}
