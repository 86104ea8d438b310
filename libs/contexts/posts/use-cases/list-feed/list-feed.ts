import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Feed, FeedQuery, PostsApi } from '../../contract';
import { PostListRepository } from '../../persistence/post-list.repository';
import { askedTag } from '../article';

const length = 30;

@Injectable()
export class ListFeed implements Handler<typeof PostsApi, 'feed'> {
  constructor(private readonly posts: PostListRepository) {}

  async handle({ authorId, tag }: FeedQuery): Promise<Feed> {
    return { items: await this.posts.newest({ authorId, tag: askedTag(tag) }, length) };
  }
}
