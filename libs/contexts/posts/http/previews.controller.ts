import { ApiCall } from '@isomer/framework/edge';
import { IdentityApi } from '@isomer/identity/contract';
import { Body, Controller, Delete, Get, Header, Param, Post as HttpPost } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PostsApi } from '../contract';
import { PostId } from './inputs';
import { MadePreviewView, PreviewId, PreviewList, PreviewSecret, WantedPreview } from './preview-views';
import { PostView, viewOf } from './views';

@ApiTags('Posts')
@Controller('v1')
export class PreviewsController {
  constructor(
    private readonly posts: PostsApi,
    private readonly identity: IdentityApi,
  ) {}

  @HttpPost('posts/:id/preview-links')
  @Header('Cache-Control', 'no-store')
  @ApiCall(PostsApi, 'createPreview', {
    summary: 'Make a preview link',
    description:
      'Makes a link by which anybody who has it reads a post of yours before it is published. It is told once, and expires.',
    response: MadePreviewView,
  })
  create(
    @Param('id', { schema: PostId }) id: string,
    @Body({ schema: WantedPreview }) { days }: WantedPreview,
  ): Promise<MadePreviewView> {
    return this.posts.createPreview({ id, days });
  }

  @Get('posts/:id/preview-links')
  @ApiCall(PostsApi, 'previews', {
    summary: 'List preview links',
    description:
      'Links to a post of yours that have not expired, the last made first, without their secrets.',
    response: PreviewList,
  })
  list(@Param('id', { schema: PostId }) id: string): Promise<PreviewList> {
    return this.posts.previews({ id });
  }

  @Delete('posts/:id/preview-links/:previewId')
  @ApiCall(PostsApi, 'revokePreview', {
    summary: 'Revoke a preview link',
    description: 'A link to a post of yours leads nowhere from then on.',
    status: 204,
  })
  async revoke(
    @Param('id', { schema: PostId }) id: string,
    @Param('previewId', { schema: PreviewId }) previewId: string,
  ): Promise<void> {
    await this.posts.revokePreview({ id, previewId });
  }

  @Get('previews/:secret')
  @Header('Cache-Control', 'no-store')
  @Header('Referrer-Policy', 'no-referrer')
  @ApiCall(PostsApi, 'preview', {
    summary: 'Read a post by a preview link',
    description: 'A post as it is now, published or not, for whoever has a link to it.',
    response: PostView,
  })
  async read(@Param('secret', { schema: PreviewSecret }) secret: string): Promise<PostView> {
    return viewOf(this.identity, await this.posts.preview({ secret }));
  }
}
