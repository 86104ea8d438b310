import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Post, PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { toPost } from '../../persistence/post-values';
import { ownDraft, reader } from '../own-post';

@Injectable()
export class SchedulePost implements Handler<typeof PostsApi, 'schedule'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ id, publishAt }: { id: string; publishAt: string }): Promise<Post> {
    const by = reader();
    // Nobody publishes in the past.
    const at = new Date(Math.max(Date.parse(publishAt), Date.now()));
    return this.work.run(async () => {
      const draft = ownDraft(await this.posts.findForUpdate({ id }), by);
      await this.posts.change(id, { publishAt: at });
      const input = { id, publishAt: at.toISOString() };
      this.work.schedule(PostsApi, 'publishScheduled', input, { key: id, at });
      return toPost({ ...draft, publishAt: at });
    });
  }
}
