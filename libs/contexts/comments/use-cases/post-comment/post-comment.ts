import { type Handler, UnitOfWork, callerId } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { PostNotFound, PostsApi } from '@isomer/posts/contract';
import type { Comment, CommentsApi, NewComment } from '../../contract';
import { CommentRepository, toComment } from '../../persistence/comment.repository';

@Injectable()
export class PostComment implements Handler<typeof CommentsApi, 'post'> {
  constructor(
    private readonly posts: PostsApi,
    private readonly comments: CommentRepository,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ postId, body }: NewComment): Promise<Comment> {
    const { posts } = await this.posts.summaries({ ids: [postId] });
    if (posts.length === 0) throw new PostNotFound();
    const now = new Date();
    const comment = {
      id: newId(now.getTime()),
      postId,
      parentId: null,
      depth: 0,
      authorId: callerId(),
      body,
      createdAt: now,
    };
    return this.work.run(async () => {
      await this.comments.add(comment);
      return toComment(comment);
    });
  }
}
