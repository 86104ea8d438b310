import { ApiCall, Paginated, body, numeric, queryOf } from '@isomer/framework/edge';
import { IdentityApi, withAuthors } from '@isomer/identity/contract';
import { Cursor, Id, Limit, Timestamp, utc, writtenLine, writtenText } from '@isomer/kernel';
import { Body, Controller, Get, Param, Post as HttpPost, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { NewPost, PostsApi } from '../contract';
import { PostPage, PostView } from './views';

const PostId = Id.describe('Id of the post: the `id` that `POST /v1/posts` answered');

const WrittenPost = NewPost.extend({
  title: writtenLine(NewPost.shape.title),
  body: writtenText(NewPost.shape.body),
}).meta(NewPost.meta()!);

const Schedule = z
  .object({ publishAt: Timestamp.describe('When to publish it') })
  .meta({ examples: [{ publishAt: '2036-01-02T09:00:00Z' }] });

const PostListQuery = queryOf({
  authorId: Id.optional().describe('Only posts of this author, by the `authorId` of a post'),
  cursor: Cursor,
  limit: numeric(Limit),
});

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
    description: 'Makes a draft, which you alone can see until you publish it.',
    location: '/v1/posts/{id}',
    response: PostView,
  })
  async write(@Body({ schema: body(WrittenPost) }) post: NewPost): Promise<PostView> {
    return this.view(await this.posts.write(post));
  }

  @HttpPost(':id/publish')
  @ApiCall(PostsApi, 'publish', {
    summary: 'Publish a post',
    description: 'Shows a draft of yours to everybody.',
    status: 200,
    response: PostView,
  })
  async publish(@Param('id', { schema: PostId }) id: string): Promise<PostView> {
    return this.view(await this.posts.publish({ id }));
  }

  @HttpPost(':id/schedule')
  @ApiCall(PostsApi, 'schedule', {
    summary: 'Schedule a post',
    description:
      'Has a draft of yours published at a time, within a second of it. Another time takes its place; one that has passed publishes it now.',
    status: 200,
    response: PostView,
  })
  async schedule(
    @Param('id', { schema: PostId }) id: string,
    @Body({ schema: body(Schedule) }) { publishAt }: z.infer<typeof Schedule>,
  ): Promise<PostView> {
    return this.view(await this.posts.schedule({ id, publishAt: utc(publishAt) }));
  }

  @HttpPost(':id/unschedule')
  @ApiCall(PostsApi, 'unschedule', {
    summary: 'Take back when a post is published',
    description: 'A draft of yours stays one until you publish it.',
    status: 200,
    response: PostView,
  })
  async unschedule(@Param('id', { schema: PostId }) id: string): Promise<PostView> {
    return this.view(await this.posts.unschedule({ id }));
  }

  @Get(':id')
  @ApiCall(PostsApi, 'read', {
    summary: 'Read a post',
    description: 'A published post, or a draft of yours.',
    showsMore: true,
    response: PostView,
  })
  async read(@Param('id', { schema: PostId }) id: string): Promise<PostView> {
    return this.view(await this.posts.read({ id }));
  }

  @Get()
  @Paginated()
  @ApiCall(PostsApi, 'list', {
    summary: 'List posts',
    description: 'Published posts, newest first, without their text.',
    response: PostPage,
  })
  async list(@Query({ schema: PostListQuery }) query: z.infer<typeof PostListQuery>): Promise<PostPage> {
    const { items, next } = await this.posts.list(query);
    return { items: await withAuthors(this.identity, items), next };
  }

  private async view<T extends { authorId: string }>(post: T) {
    const [view] = await withAuthors(this.identity, [post]);
    return view!;
  }
}
