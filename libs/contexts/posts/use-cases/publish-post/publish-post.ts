import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Post, PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { Publication } from '../publication';
import { toPost } from '../../persistence/post-values';
import { ownPost, reader } from '../own-post';

@Injectable()
export class PublishPost implements Handler<typeof PostsApi, 'publish'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly publication: Publication,
    private readonly work: UnitOfWork,
  ) {}

  /** A post that is published already stays as it is. */
  handle({ id }: { id: string }): Promise<Post> {
    const by = reader();
    return this.work.run(async () => {
      const post = ownPost(await this.posts.findForUpdate({ id }), by);
      if (!post.publishedAt) {
        if (post.publishAt) this.work.unschedule(PostsApi, 'publishScheduled', id);
        post.publishedAt = new Date();
        post.publishAt = null;
        await this.posts.change(id, { publishedAt: post.publishedAt, publishAt: null });
        await this.publication.appeared(id);
      }
      return toPost(post);
    });
  }
}
