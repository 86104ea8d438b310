import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { PostsApi, Preview } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { PreviewRepository } from '../../persistence/preview.repository';
import { ownPost, reader } from '../own-post';

@Injectable()
export class ListPreviews implements Handler<typeof PostsApi, 'previews'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly previews: PreviewRepository,
  ) {}

  async handle({ id }: { id: string }): Promise<{ items: Preview[] }> {
    ownPost(await this.posts.find(id), reader());
    return { items: await this.previews.ofPost(id, new Date()) };
  }
}
