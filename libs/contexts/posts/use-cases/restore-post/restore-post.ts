import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Post, PostNotFound, type PostsApi, TakenDown } from '../../contract';
import { isRestorable } from '../../domain/deletion';
import { PostRepository } from '../../persistence/post.repository';
import { toPost } from '../../persistence/post-values';
import { keptPost, reader } from '../own-post';
import { Publication } from '../publication';

@Injectable()
export class RestorePost implements Handler<typeof PostsApi, 'restore'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly publication: Publication,
    private readonly work: UnitOfWork,
  ) {}

  /** What is not deleted stays as it is. What was to be published at a time is a draft. */
  handle({ id }: { id: string }): Promise<Post> {
    const by = reader();
    return this.work.run(async () => {
      const post = keptPost(await this.posts.findForUpdate({ id }), by);
      if (!post.deletedAt) return toPost(post);
      if (!isRestorable(post.deletedAt, new Date())) throw new PostNotFound();
      if (post.deletedBy !== post.authorId && !by.moderates) throw new TakenDown();
      const restored = {
        deletedAt: null,
        deletedBy: null,
        publishedAt: post.publishedBefore,
        publishedBefore: null,
      };
      await this.posts.change(id, restored);
      if (restored.publishedAt) await this.publication.appeared(id);
      return toPost({ ...post, ...restored });
    });
  }
}
