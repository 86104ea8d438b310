import { type Handler, startAfter } from '@isomer/framework';
import { Id, type Position, PositionTime, pageAfter } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { PostOrder, PostQuery, PostSummary, PostsApi } from '../../contract';
import type { Start } from '../../persistence/post-list';
import { PostListRepository } from '../../persistence/post-list.repository';
import { askedTag } from '../article';

const byDate = z.object({ publishedAt: PositionTime, id: Id });

const positions: Record<PostOrder, Position> = {
  newest: byDate,
  oldest: byDate,
  updated: z.object({ updatedAt: PositionTime, id: Id }),
  'most-commented': z.object({ commentCount: z.coerce.string().regex(/^\d{1,9}$/), id: Id }),
};

@Injectable()
export class ListPosts implements Handler<typeof PostsApi, 'list'> {
  constructor(private readonly posts: PostListRepository) {}

  async handle({ cursor, limit, ...query }: PostQuery): Promise<{ items: PostSummary[]; next?: string }> {
    const tag = askedTag(query.tag);
    const position = positions[query.order];
    const start = startAfter(cursor, position) as Start | undefined;
    const rows = await this.posts.published({ ...query, tag }, limit + 1, start);
    return pageAfter(rows, limit, position);
  }
}
