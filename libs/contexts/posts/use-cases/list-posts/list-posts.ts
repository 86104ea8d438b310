import { type Handler, startAfter } from '@isomer/framework';
import { Id, pageAfter } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { PostQuery, PostSummary, PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';

const Position = z.object({ publishedAt: z.iso.datetime(), id: Id });

@Injectable()
export class ListPosts implements Handler<typeof PostsApi, 'list'> {
  constructor(private readonly posts: PostRepository) {}

  async handle({ authorId, cursor, limit }: PostQuery): Promise<{ items: PostSummary[]; next?: string }> {
    const rows = await this.posts.published(limit + 1, startAfter(cursor, Position), authorId);
    return pageAfter(rows, limit, Position);
  }
}
