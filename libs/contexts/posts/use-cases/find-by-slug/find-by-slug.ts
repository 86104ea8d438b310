import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Post, PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { toPost } from '../../persistence/post-values';
import { reader, seenPost } from '../own-post';

@Injectable()
export class FindBySlug implements Handler<typeof PostsApi, 'bySlug'> {
  constructor(private readonly posts: PostRepository) {}

  async handle({ slug }: { slug: string }): Promise<Post> {
    return toPost(seenPost(await this.posts.findBySlug(slug.normalize('NFKC')), reader()));
  }
}
