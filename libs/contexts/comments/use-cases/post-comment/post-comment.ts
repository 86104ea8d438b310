import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { PostNotFound, PostsApi } from '@isomer/posts/contract';
import type { Comment, CommentsApi, NewComment } from '../../contract';
import { ThreadRepository } from '../../persistence/thread.repository';
import { AddComment } from '../add-comment';
import { ThreadFollower } from '../watch-thread/thread-follower';
import { assertPublished } from '../published-post';

@Injectable()
export class PostComment implements Handler<typeof CommentsApi, 'post'> {
  constructor(
    private readonly posts: PostsApi,
    private readonly threads: ThreadRepository,
    private readonly add: AddComment,
    private readonly follower: ThreadFollower,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ postId, body }: NewComment): Promise<Comment> {
    await assertPublished(this.posts, postId);
    const comment = await this.work.run(async () => {
      const thread = await this.threads.placeOnPost(postId);
      if (!thread) throw new PostNotFound();
      return this.add.to(thread, body);
    });
    this.follower.tell(postId);
    return comment;
  }
}
