import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Post, PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { toPost } from '../../persistence/post-values';
import { ownDraft, reader } from '../own-post';

@Injectable()
export class UnschedulePost implements Handler<typeof PostsApi, 'unschedule'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ id }: { id: string }): Promise<Post> {
    const by = reader();
    return this.work.run(async () => {
      const draft = ownDraft(await this.posts.findForUpdate({ id }), by);
      if (draft.publishAt) {
        await this.posts.change(id, { publishAt: null });
        this.work.unschedule(PostsApi, 'publishScheduled', id);
      }
      return toPost({ ...draft, publishAt: null });
    });
  }
}
