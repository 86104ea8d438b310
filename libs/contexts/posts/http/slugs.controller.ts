import { ApiCall } from '@isomer/framework/edge';
import { IdentityApi } from '@isomer/identity/contract';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PostsApi } from '../contract';
import { SlugOfPost } from './inputs';
import { PostView, viewOf } from './views';

@ApiTags('Posts')
@Controller('v1/slugs')
export class SlugsController {
  constructor(
    private readonly posts: PostsApi,
    private readonly identity: IdentityApi,
  ) {}

  @Get(':slug')
  @ApiCall(PostsApi, 'bySlug', {
    summary: 'Find a post by its slug',
    description:
      'A published post, or one of yours. A slug that it had before it was renamed leads to it, too; `slug` is the one that it has.',
    showsMore: true,
    revision: 'revision',
    response: PostView,
  })
  async bySlug(@Param('slug', { schema: SlugOfPost }) slug: string): Promise<PostView> {
    return viewOf(this.identity, await this.posts.bySlug({ slug }));
  }
}
