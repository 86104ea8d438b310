import { type Handler, startAfter } from '@isomer/framework';
import { Id, PositionTime, pageAfter } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { PostsApi } from '@isomer/posts/contract';
import { z } from 'zod';
import type { Comment, CommentQuery, CommentsApi } from '../../contract';
import { CommentRepository } from '../../persistence/comment.repository';
import { assertPublished } from '../published-post';

const Position = z.object({ createdAt: PositionTime, id: Id });

@Injectable()
export class ListComments implements Handler<typeof CommentsApi, 'list'> {
  constructor(
    private readonly posts: PostsApi,
    private readonly comments: CommentRepository,
  ) {}

  async handle({ postId, cursor, limit }: CommentQuery): Promise<{ items: Comment[]; next?: string }> {
    const rows = await this.comments.ofPost(postId, limit + 1, startAfter(cursor, Position));
    // What has comments is published: posts are asked only where there are none, so that a page costs no call.
    if (rows.length === 0 && cursor === undefined) await assertPublished(this.posts, postId);
    return pageAfter(rows, limit, Position, ({ body, html = '' }) => body.length + html.length);
  }
}
