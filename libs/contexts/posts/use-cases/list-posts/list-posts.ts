import type { Handler } from '@isomer/framework';
import { pageAfter, readCursor } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import type { PostQuery, PostSummary, PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';

@Injectable()
export class ListPosts implements Handler<typeof PostsApi, 'list'> {
  constructor(private readonly posts: PostRepository) {}

  async handle({ authorId, cursor, limit }: PostQuery): Promise<{ items: PostSummary[]; next?: string }> {
    const rows = await this.posts.published(limit + 1, readCursor(cursor, ['publishedAt', 'id']), authorId);
    return pageAfter(rows, limit, ({ publishedAt, id }) => [publishedAt!, id]);
  }
}
