import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { PostNotFound, type PostSummary, type PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { toSummary } from '../../persistence/post-values';

@Injectable()
export class ReadCard implements Handler<typeof PostsApi, 'card'> {
  constructor(private readonly posts: PostRepository) {}

  async handle({ slug }: { slug: string }): Promise<PostSummary> {
    const post = await this.posts.findCard(slug.normalize('NFKC'));
    if (!post) throw new PostNotFound();
    return toSummary(post);
  }
}
