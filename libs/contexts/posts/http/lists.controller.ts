import { ApiCall, Paginated } from '@isomer/framework/edge';
import { IdentityApi, withAuthors } from '@isomer/identity/contract';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PostsApi } from '../contract';
import { OwnPostListQuery, TagListQuery } from './inputs';
import { PostPage, TagPage } from './views';

@ApiTags('Posts')
@Controller('v1')
export class ListsController {
  constructor(
    private readonly posts: PostsApi,
    private readonly identity: IdentityApi,
  ) {}

  @Get('me/posts')
  @Paginated()
  @ApiCall(PostsApi, 'mine', {
    summary: 'List my posts',
    description: 'Your posts without their text, the last written first: drafts, too.',
    response: PostPage,
  })
  async mine(@Query({ schema: OwnPostListQuery }) query: OwnPostListQuery): Promise<PostPage> {
    const { items, next } = await this.posts.mine(query);
    return { items: await withAuthors(this.identity, items), next };
  }

  @Get('tags')
  @Paginated()
  @ApiCall(PostsApi, 'tags', {
    summary: 'List tags',
    description: 'Tags of published posts in the order of their letters, and how many posts have each.',
    response: TagPage,
  })
  tags(@Query({ schema: TagListQuery }) query: TagListQuery): Promise<TagPage> {
    return this.posts.tags(query);
  }
}
