import { ApiCall, Paginated, body, numeric, queryOf } from '@isomer/framework/edge';
import { IdentityApi } from '@isomer/identity/contract';
import { Cursor, Id, Limit, notBlank } from '@isomer/kernel';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Comment, CommentsApi, NewComment } from '../contract';
import { CommentPage, CommentView, viewsOf } from './views';

const CommentBody = z
  .object({ body: notBlank(NewComment.shape.body) })
  .meta({ examples: [{ body: 'Well said.' }] });
type CommentBody = z.infer<typeof CommentBody>;

const PostId = Id.describe('Id of the post: the `id` that `POST /v1/posts` answered');
const CommentId = Id.describe(
  'Id of the comment that is answered: the `id` that commenting or replying answered',
);

const CommentListQuery = queryOf({ cursor: Cursor, limit: numeric(Limit) });

@ApiTags('Comments')
@Controller('v1')
export class CommentsController {
  constructor(
    private readonly comments: CommentsApi,
    private readonly identity: IdentityApi,
  ) {}

  @Post('posts/:postId/comments')
  @ApiCall(CommentsApi, 'post', {
    summary: 'Comment on a post',
    description: 'Adds a comment to a published post.',
    response: CommentView,
  })
  async post(
    @Param('postId', { schema: PostId }) postId: string,
    @Body({ schema: body(CommentBody) }) comment: CommentBody,
  ): Promise<CommentView> {
    return this.view(await this.comments.post({ ...comment, postId }));
  }

  @Post('comments/:commentId/replies')
  @ApiCall(CommentsApi, 'reply', {
    summary: 'Reply to a comment',
    description: 'Adds a comment below another one.',
    response: CommentView,
  })
  async reply(
    @Param('commentId', { schema: CommentId }) commentId: string,
    @Body({ schema: body(CommentBody) }) reply: CommentBody,
  ): Promise<CommentView> {
    return this.view(await this.comments.reply({ ...reply, commentId }));
  }

  @Get('posts/:postId/comments')
  @Paginated()
  @ApiCall(CommentsApi, 'list', {
    summary: 'List the comments of a post',
    description:
      'Comments of a published post with their replies, oldest first. A reply names the comment that it answers as parentId.',
    response: CommentPage,
  })
  async list(
    @Param('postId', { schema: PostId }) postId: string,
    @Query({ schema: CommentListQuery }) query: z.infer<typeof CommentListQuery>,
  ): Promise<CommentPage> {
    const { items, next } = await this.comments.list({ ...query, postId });
    return { items: await viewsOf(this.identity, items), next };
  }

  private async view(comment: Comment): Promise<CommentView> {
    const [view] = await viewsOf(this.identity, [comment]);
    return view!;
  }
}
