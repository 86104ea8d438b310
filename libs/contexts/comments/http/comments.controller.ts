import { ApiCall, IfMatch, Paginated, body } from '@isomer/framework/edge';
import { IdentityApi } from '@isomer/identity/contract';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommentsApi } from '../contract';
import { CommentBody, CommentId, CommentListQuery, OrderedQuery, PostId } from './parameters';
import { CommentPage, CommentView, pageView, viewOf } from './views';

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
    location: '/v1/comments/{id}',
  })
  async post(
    @Param('postId', { schema: PostId }) postId: string,
    @Body({ schema: body(CommentBody) }) comment: CommentBody,
  ): Promise<CommentView> {
    return viewOf(this.identity, await this.comments.post({ ...comment, postId }));
  }

  @Get('posts/:postId/comments')
  @Paginated()
  @ApiCall(CommentsApi, 'list', {
    summary: 'List the comments of a post',
    description:
      'Comments of a published post with their replies, oldest first. A reply names the comment that it answers as parentId.',
    response: CommentPage,
    showsMore: true,
  })
  async list(
    @Param('postId', { schema: PostId }) postId: string,
    @Query({ schema: CommentListQuery }) query: CommentListQuery,
  ): Promise<CommentPage> {
    return pageView(this.identity, await this.comments.list({ ...query, postId }));
  }

  @Get('comments/:commentId')
  @ApiCall(CommentsApi, 'read', {
    summary: 'Read a comment',
    description: 'A comment as it is now. Of one that was deleted its place alone is shown.',
    response: CommentView,
    revision: 'revision',
    showsMore: true,
  })
  async read(@Param('commentId', { schema: CommentId }) id: string): Promise<CommentView> {
    return viewOf(this.identity, await this.comments.read({ id }));
  }

  @Patch('comments/:commentId')
  @ApiCall(CommentsApi, 'edit', {
    summary: 'Edit a comment',
    description: 'Changes what one has said, within 15 minutes.',
    status: 200,
    response: CommentView,
    revision: 'revision',
    ifMatch: true,
  })
  async edit(
    @Param('commentId', { schema: CommentId }) id: string,
    @Body({ schema: body(CommentBody) }) edit: CommentBody,
    @IfMatch() ifRevision: number[] | undefined,
  ): Promise<CommentView> {
    return viewOf(this.identity, await this.comments.edit({ ...edit, id, ifRevision }));
  }

  @Delete('comments/:commentId')
  @ApiCall(CommentsApi, 'delete', {
    summary: 'Delete a comment',
    description:
      'One of one’s own, or any for a moderator. Its place stays for its replies; what it said is kept for 30 days, for a moderator to restore.',
    status: 200,
    response: CommentView,
  })
  async delete(@Param('commentId', { schema: CommentId }) id: string): Promise<CommentView> {
    return viewOf(this.identity, await this.comments.delete({ id }));
  }

  @Post('comments/:commentId/restore')
  @ApiCall(CommentsApi, 'restore', {
    summary: 'Restore a comment',
    description: 'Shows a comment again that was deleted or removed at most 30 days ago. For moderators.',
    status: 200,
    response: CommentView,
  })
  async restore(@Param('commentId', { schema: CommentId }) id: string): Promise<CommentView> {
    return viewOf(this.identity, await this.comments.restore({ id }));
  }

  @Post('comments/:commentId/replies')
  @ApiCall(CommentsApi, 'reply', {
    summary: 'Reply to a comment',
    description: 'Adds a comment below another one.',
    response: CommentView,
    location: '/v1/comments/{id}',
  })
  async reply(
    @Param('commentId', { schema: CommentId }) commentId: string,
    @Body({ schema: body(CommentBody) }) reply: CommentBody,
  ): Promise<CommentView> {
    return viewOf(this.identity, await this.comments.reply({ ...reply, commentId }));
  }

  @Get('comments/:commentId/replies')
  @Paginated()
  @ApiCall(CommentsApi, 'replies', {
    summary: 'List the replies to a comment',
    description: 'Replies to a comment, without the replies to these: each says how many it has.',
    response: CommentPage,
    showsMore: true,
  })
  async replies(
    @Param('commentId', { schema: CommentId }) commentId: string,
    @Query({ schema: OrderedQuery }) query: OrderedQuery,
  ): Promise<CommentPage> {
    return pageView(this.identity, await this.comments.replies({ ...query, commentId }));
  }
}
