import { ApiCall } from '@isomer/framework/edge';
import { IdentityApi } from '@isomer/identity/contract';
import { utc } from '@isomer/kernel';
import { Body, Controller, Param, Post as HttpPost } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PostsApi } from '../contract';
import { PostId, Schedule } from './inputs';
import { PostView, viewOf } from './views';

@ApiTags('Posts')
@Controller('v1/posts/:id')
export class PublicationController {
  constructor(
    private readonly posts: PostsApi,
    private readonly identity: IdentityApi,
  ) {}

  @HttpPost('publish')
  @ApiCall(PostsApi, 'publish', {
    summary: 'Publish a post',
    description: 'Shows a draft of yours to everybody.',
    status: 200,
    revision: 'revision',
    response: PostView,
  })
  async publish(@Param('id', { schema: PostId }) id: string): Promise<PostView> {
    return viewOf(this.identity, await this.posts.publish({ id }));
  }

  @HttpPost('schedule')
  @ApiCall(PostsApi, 'schedule', {
    summary: 'Schedule a post',
    description:
      'Has a draft of yours published at a time, within a second of it. Another time takes its place; one that has passed publishes it now.',
    status: 200,
    revision: 'revision',
    response: PostView,
  })
  async schedule(
    @Param('id', { schema: PostId }) id: string,
    @Body({ schema: Schedule }) { publishAt }: Schedule,
  ): Promise<PostView> {
    return viewOf(this.identity, await this.posts.schedule({ id, publishAt: utc(publishAt) }));
  }

  @HttpPost('unschedule')
  @ApiCall(PostsApi, 'unschedule', {
    summary: 'Take back when a post is published',
    description: 'A draft of yours stays one until you publish it.',
    status: 200,
    revision: 'revision',
    response: PostView,
  })
  async unschedule(@Param('id', { schema: PostId }) id: string): Promise<PostView> {
    return viewOf(this.identity, await this.posts.unschedule({ id }));
  }

  @HttpPost('unpublish')
  @ApiCall(PostsApi, 'unpublish', {
    summary: 'Take back the publication of a post',
    description: 'Makes a draft of a post of yours, or as a moderator of any. Its comments stay.',
    status: 200,
    revision: 'revision',
    response: PostView,
  })
  async unpublish(@Param('id', { schema: PostId }) id: string): Promise<PostView> {
    return viewOf(this.identity, await this.posts.unpublish({ id }));
  }

  @HttpPost('restore')
  @ApiCall(PostsApi, 'restore', {
    summary: 'Restore a deleted post',
    description:
      'Brings back, as it was, a post that you have deleted within thirty days. What a moderator has deleted a moderator restores.',
    status: 200,
    revision: 'revision',
    response: PostView,
  })
  async restore(@Param('id', { schema: PostId }) id: string): Promise<PostView> {
    return viewOf(this.identity, await this.posts.restore({ id }));
  }
}
