import { type Handler, Outdated, UnitOfWork, sentences } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Post, PostEdit, PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { toPost } from '../../persistence/post-values';
import { ChangePost, prepared } from '../change-post';
import { ownPost, reader } from '../own-post';

@Injectable()
export class EditPost implements Handler<typeof PostsApi, 'edit'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly changes: ChangePost,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ id, ifRevision, ...written }: PostEdit): Promise<Post> {
    const by = reader();
    const change = prepared(written);
    return this.work.run(async () => {
      const post = ownPost(await this.posts.findForUpdate({ id }), by);
      if (ifRevision && !ifRevision.includes(post.revision)) throw new Outdated(sentences.outdated);
      return toPost(await this.changes.change(post, change));
    });
  }
}
