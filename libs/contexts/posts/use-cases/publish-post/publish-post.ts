import { type Handler, UnitOfWork, callerId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Post, PostsApi } from '../../contract';
import { ownPost } from '../own-post';
import { PostRepository, toPost } from '../../persistence/post.repository';

@Injectable()
export class PublishPost implements Handler<typeof PostsApi, 'publish'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly work: UnitOfWork,
  ) {}

  /** A post that is published already stays as it is. */
  handle({ id }: { id: string }): Promise<Post> {
    const reader = callerId();
    return this.work.run(async () => {
      const post = ownPost(await this.posts.findForUpdate(id), reader);
      if (!post.publishedAt) {
        if (post.publishAt) this.work.unschedule(PostsApi, 'publishScheduled', id);
        post.publishedAt = new Date();
        post.publishAt = null;
        await this.posts.publish(id, post.publishedAt);
      }
      return toPost(post);
    });
  }
}
