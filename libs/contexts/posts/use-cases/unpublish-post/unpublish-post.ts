import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Post, PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { Publication } from '../publication';
import { toPost } from '../../persistence/post-values';
import { keptAndThere, reader } from '../own-post';

@Injectable()
export class UnpublishPost implements Handler<typeof PostsApi, 'unpublish'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly publication: Publication,
    private readonly work: UnitOfWork,
  ) {}

  /** A draft stays as it is. */
  handle({ id }: { id: string }): Promise<Post> {
    const by = reader();
    return this.work.run(async () => {
      const post = keptAndThere(await this.posts.findForUpdate({ id }), by);
      if (post.publishedAt) {
        post.publishedAt = null;
        await this.posts.change(id, { publishedAt: null });
        await this.publication.withdrawn(id);
      }
      return toPost(post);
    });
  }
}
