import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Post, type PostsApi, RevisionNotFound } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { toPost } from '../../persistence/post-values';
import { RevisionRepository } from '../../persistence/revision.repository';
import { ChangePost, prepared } from '../change-post';
import { ownPost, reader } from '../own-post';

@Injectable()
export class RestoreRevision implements Handler<typeof PostsApi, 'restoreRevision'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly revisions: RevisionRepository,
    private readonly changes: ChangePost,
    private readonly work: UnitOfWork,
  ) {}

  /** A revision never changes, so it is read and rendered before the post is locked. */
  async handle({ id, revision }: { id: string; revision: number }): Promise<Post> {
    const by = reader();
    const found = await this.revisions.find(id, revision);
    const change = found && prepared(found);
    return this.work.run(async () => {
      const post = ownPost(await this.posts.findForUpdate({ id }), by);
      if (!change) throw new RevisionNotFound();
      return toPost(await this.changes.change(post, change));
    });
  }
}
