import { type Handler, UnitOfWork, callerId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { NotTheAuthor, type Post, PostNotFound, type PostsApi } from '../../contract';
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
      const post = await this.posts.findForUpdate(id);
      if (!post || (!post.publishedAt && post.authorId !== reader)) throw new PostNotFound();
      if (post.authorId !== reader) throw new NotTheAuthor();
      if (!post.publishedAt) {
        post.publishedAt = new Date();
        await this.posts.publish(id, post.publishedAt);
      }
      return toPost(post);
    });
  }
}
