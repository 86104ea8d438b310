import type { Handler } from '@isomer/framework';
import { pageAfter, readCursor } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import type { Comment, CommentQuery, CommentsApi } from '../../contract';
import { CommentRepository } from '../../persistence/comment.repository';

@Injectable()
export class ListComments implements Handler<typeof CommentsApi, 'list'> {
  constructor(private readonly comments: CommentRepository) {}

  async handle({ postId, cursor, limit }: CommentQuery): Promise<{ items: Comment[]; next?: string }> {
    const rows = await this.comments.ofPost(postId, limit + 1, readCursor(cursor, ['createdAt', 'id']));
    return pageAfter(rows, limit, ({ createdAt, id }) => [createdAt, id]);
  }
}
