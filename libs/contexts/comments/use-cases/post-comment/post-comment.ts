import { type Handler, UnitOfWork, callerId } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { PostsApi } from '@isomer/posts/contract';
import { type Comment, CommentPosted, type CommentsApi, type NewComment } from '../../contract';
import { CommentRepository, toComment } from '../../persistence/comment.repository';
import { assertPublished } from '../published-post';

@Injectable()
export class PostComment implements Handler<typeof CommentsApi, 'post'> {
  constructor(
    private readonly posts: PostsApi,
    private readonly comments: CommentRepository,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ postId, body }: NewComment): Promise<Comment> {
    await assertPublished(this.posts, postId);
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
      const added = toComment(comment);
      this.work.publish(CommentPosted, added);
      return added;
    });
  }
}
