import { type Handler, UnitOfWork, callerId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Post, PostsApi } from '../../contract';
import { PostRepository, toPost } from '../../persistence/post.repository';
import { ownDraft } from '../own-post';

@Injectable()
export class UnschedulePost implements Handler<typeof PostsApi, 'unschedule'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ id }: { id: string }): Promise<Post> {
    const reader = callerId();
    return this.work.run(async () => {
      const draft = ownDraft(await this.posts.findForUpdate(id), reader);
      if (draft.publishAt) {
        await this.posts.schedule(id, null);
        this.work.unschedule(PostsApi, 'publishScheduled', id);
      }
      return toPost({ ...draft, publishAt: null });
    });
  }
}
