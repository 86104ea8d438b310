import { type Handler, callerId, startAfter } from '@isomer/framework';
import { Id, pageAfter } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { OwnPostQuery, PostSummary, PostsApi } from '../../contract';
import { PostListRepository } from '../../persistence/post-list.repository';

const Position = z.object({ id: Id });

@Injectable()
export class ListOwnPosts implements Handler<typeof PostsApi, 'mine'> {
  constructor(private readonly posts: PostListRepository) {}

  async handle({ status, cursor, limit }: OwnPostQuery): Promise<{ items: PostSummary[]; next?: string }> {
    const authorId = callerId();
    const after = startAfter(cursor, Position);
    return pageAfter(await this.posts.own({ authorId, status }, limit + 1, after?.id), limit, Position);
  }
}
