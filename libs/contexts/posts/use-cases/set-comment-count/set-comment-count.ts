import { CommentsCounted } from '@isomer/comments/contract';
import { type EventHandler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { PostRepository } from '../../persistence/post.repository';

/** Takes a post's number of comments as it is, whatever it was thought to be. */
@Injectable()
export class SetCommentCount implements EventHandler<typeof CommentsCounted> {
  constructor(
    private readonly posts: PostRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ postId, count }: CommentsCounted): Promise<void> {
    return this.work.run(() => this.posts.change(postId, { commentCount: count }));
  }
}
