import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Post, type PostsApi, PreviewNotFound } from '../../contract';
import { toPost } from '../../persistence/post-values';
import { PreviewRepository } from '../../persistence/preview.repository';

@Injectable()
export class ReadPreview implements Handler<typeof PostsApi, 'preview'> {
  constructor(private readonly previews: PreviewRepository) {}

  async handle({ secret }: { secret: string }): Promise<Post> {
    const post = await this.previews.findPost(secret, new Date());
    if (!post) throw new PreviewNotFound();
    return toPost(post);
  }
}
