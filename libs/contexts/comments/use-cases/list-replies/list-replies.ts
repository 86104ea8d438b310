import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Comment, CommentNotFound, type CommentsApi, type RepliesQuery } from '../../contract';
import { CommentRepository } from '../../persistence/comment.repository';
import { CommentsBelow } from '../comments-below';

@Injectable()
export class ListReplies implements Handler<typeof CommentsApi, 'replies'> {
  constructor(
    private readonly comments: CommentRepository,
    private readonly below: CommentsBelow,
  ) {}

  async handle({ commentId, ...query }: RepliesQuery): Promise<{ items: Comment[]; next?: string }> {
    const page = await this.below.page(commentId, query);
    if (page.items.length === 0 && !(await this.comments.readShown(commentId))) throw new CommentNotFound();
    return page;
  }
}
