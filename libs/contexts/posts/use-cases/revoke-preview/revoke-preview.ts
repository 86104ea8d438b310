import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type PostsApi, PreviewNotFound } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { PreviewRepository } from '../../persistence/preview.repository';
import { ownPost, reader } from '../own-post';

@Injectable()
export class RevokePreview implements Handler<typeof PostsApi, 'revokePreview'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly previews: PreviewRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ id, previewId }: { id: string; previewId: string }): Promise<{ id: string }> {
    const by = reader();
    return this.work.run(async () => {
      ownPost(await this.posts.findForUpdate({ id }), by);
      if (!(await this.previews.remove(id, previewId))) throw new PreviewNotFound();
      return { id: previewId };
    });
  }
}
