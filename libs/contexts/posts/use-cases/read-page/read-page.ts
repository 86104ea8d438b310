import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { PostNotFound, type PostsApi, type PublicPost } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { toSummary } from '../../persistence/post-values';

@Injectable()
export class ReadPage implements Handler<typeof PostsApi, 'page'> {
  constructor(private readonly posts: PostRepository) {}

  /** The same for everybody: a page is kept by who passes it on. */
  async handle({ slug }: { slug: string }): Promise<PublicPost> {
    const post = await this.posts.findBySlug(slug.normalize('NFKC'));
    if (!post?.publishedAt) throw new PostNotFound();
    return { ...toSummary(post), html: post.html || undefined };
  }
}
