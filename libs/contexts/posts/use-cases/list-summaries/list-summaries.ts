import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { PostSummary, PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';

@Injectable()
export class ListSummaries implements Handler<typeof PostsApi, 'summaries'> {
  constructor(private readonly posts: PostRepository) {}

  async handle({ ids }: { ids: string[] }): Promise<{ posts: PostSummary[] }> {
    return { posts: ids.length === 0 ? [] : await this.posts.summaries(ids) };
  }
}
