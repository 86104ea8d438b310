import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { Publication } from '../publication';

@Injectable()
export class PublishScheduled implements Handler<typeof PostsApi, 'publishScheduled'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly publication: Publication,
    private readonly work: UnitOfWork,
  ) {}

  /** A run that had begun when its author chose another time changes nothing. */
  handle({ id, publishAt }: { id: string; publishAt: string }): Promise<{ published: boolean }> {
    return this.work.run(async () => {
      const draft = await this.posts.findForUpdate({ id });
      if (draft?.publishAt?.toISOString() !== publishAt) return { published: false };
      await this.posts.change(id, { publishedAt: draft.publishAt, publishAt: null });
      await this.publication.appeared(id);
      return { published: true };
    });
  }
}
