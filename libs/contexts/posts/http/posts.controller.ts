import { ApiCall, IfMatch, Paginated } from '@isomer/framework/edge';
import { IdentityApi, withAuthors } from '@isomer/identity/contract';
import { utc } from '@isomer/kernel';
import { Body, Controller, Delete, Get, Param, Patch, Post as HttpPost, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type NewPost, type PostChange, PostsApi } from '../contract';
import { ChangedPost, PostId, PostListQuery, WrittenPost } from './inputs';
import { PostPage, PostView, viewOf } from './views';

@ApiTags('Posts')
@Controller('v1/posts')
export class PostsController {
  constructor(
    private readonly posts: PostsApi,
    private readonly identity: IdentityApi,
  ) {}

  @HttpPost()
  @ApiCall(PostsApi, 'write', {
    summary: 'Write a post',
    description:
      'Makes a draft, which you alone and moderators can see until you publish it. Its body is Markdown; it is answered as safe HTML, too. Tags are kept in lower case, with `-` between words.',
    location: '/v1/posts/{id}',
    revision: 'revision',
    response: PostView,
  })
  async write(@Body({ schema: WrittenPost }) post: NewPost): Promise<PostView> {
    return viewOf(this.identity, await this.posts.write(post));
  }

  @Get()
  @Paginated()
  @ApiCall(PostsApi, 'list', {
    summary: 'List posts',
    description: 'Published posts without their text, newest first unless another order is asked for.',
    response: PostPage,
  })
  async list(@Query({ schema: PostListQuery }) query: PostListQuery): Promise<PostPage> {
    const { publishedFrom: from, publishedBefore: before } = query;
    const times = { publishedFrom: from && utc(from), publishedBefore: before && utc(before) };
    const { items, next } = await this.posts.list({ ...query, ...times });
    return { items: await withAuthors(this.identity, items), next };
  }

  @Get(':id')
  @ApiCall(PostsApi, 'read', {
    summary: 'Read a post',
    description: 'A published post, or one of yours.',
    showsMore: true,
    revision: 'revision',
    response: PostView,
  })
  async read(@Param('id', { schema: PostId }) id: string): Promise<PostView> {
    return viewOf(this.identity, await this.posts.read({ id }));
  }

  @Patch(':id')
  @ApiCall(PostsApi, 'edit', {
    summary: 'Edit a post',
    description:
      'Changes a post of yours: what is left out stays. As it was it is kept as a revision. With another title it gets another slug; the one that it had leads to it, too.',
    status: 200,
    revision: 'revision',
    ifMatch: true,
    response: PostView,
  })
  async edit(
    @Param('id', { schema: PostId }) id: string,
    @IfMatch() ifRevision: number[] | undefined,
    @Body({ schema: ChangedPost }) change: PostChange,
  ): Promise<PostView> {
    return viewOf(this.identity, await this.posts.edit({ ...change, id, ifRevision }));
  }

  @Delete(':id')
  @ApiCall(PostsApi, 'delete', {
    summary: 'Delete a post',
    description:
      'Takes away a post of yours, or as a moderator any: nobody else sees it any more. Its comments stay. It can be restored for thirty days, and is gone for good after that.',
    status: 204,
  })
  async delete(@Param('id', { schema: PostId }) id: string): Promise<void> {
    await this.posts.delete({ id });
  }
}
