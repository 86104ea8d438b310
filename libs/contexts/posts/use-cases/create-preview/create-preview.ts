import { randomBytes } from 'node:crypto';
import { type Handler, Settings, UnitOfWork } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { type MadePreview, type NewPreview, type PostsApi, TooManyPreviews } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { PreviewRepository, toPreview } from '../../persistence/preview.repository';
import { ownPost, reader } from '../own-post';

const atMost = 20;
const dayMs = 24 * 60 * 60 * 1_000;

@Injectable()
export class CreatePreview implements Handler<typeof PostsApi, 'createPreview'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly previews: PreviewRepository,
    private readonly settings: Settings,
    private readonly work: UnitOfWork,
  ) {}

  handle({ id: postId, days }: NewPreview): Promise<MadePreview> {
    const by = reader();
    const createdAt = new Date();
    const expiresAt = new Date(createdAt.getTime() + days * dayMs);
    const preview = { id: newId(createdAt.getTime()), postId, createdAt, expiresAt };
    const secret = randomBytes(32).toString('base64url');
    return this.work.run(async () => {
      // Locked, so that two at once do not both make the last one.
      ownPost(await this.posts.findForUpdate({ id: postId }), by);
      await this.previews.forgetExpired(postId, createdAt);
      if ((await this.previews.ofPost(postId, createdAt)).length >= atMost) throw new TooManyPreviews();
      await this.previews.add(preview, secret);
      return { ...toPreview(preview), url: `${this.settings.publicUrl}/v1/previews/${secret}` };
    });
  }
}
