import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { keptPost, reader } from '../own-post';
import { Publication } from '../publication';

@Injectable()
export class DeletePost implements Handler<typeof PostsApi, 'delete'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly publication: Publication,
    private readonly work: UnitOfWork,
  ) {}

  /** What is deleted already stays as it is. */
  handle({ id }: { id: string }): Promise<{ deletedAt: string }> {
    const by = reader();
    return this.work.run(async () => {
      const post = keptPost(await this.posts.findForUpdate({ id }), by);
      const deletedAt = post.deletedAt ?? new Date();
      if (!post.deletedAt) {
        if (post.publishAt) this.work.unschedule(PostsApi, 'publishScheduled', id);
        await this.posts.change(id, {
          deletedAt,
          deletedBy: by.id ?? null,
          publishedBefore: post.publishedAt,
          publishedAt: null,
          publishAt: null,
        });
        if (post.publishedAt) await this.publication.withdrawn(id);
      }
      return { deletedAt: deletedAt.toISOString() };
    });
  }
}
