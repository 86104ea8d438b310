import { ApiCall, Paginated, body, queryOf } from '@isomer/framework/edge';
import { IdentityApi } from '@isomer/identity/contract';
import { writtenLine } from '@isomer/kernel';
import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CommentsApi, type Counts, CountsQuery, NewThread, type Thread, Url } from '../contract';
import { CommentBody, OrderedQuery, ThreadId } from './parameters';
import { CommentPage, CommentView, pageView, viewOf } from './views';

const OpenedThread = NewThread.extend({
  title: writtenLine(NewThread.shape.title.unwrap()).optional(),
}).meta(NewThread.meta()!);

const PageQuery = queryOf({
  url: Url.meta({
    description: 'Address of the page, by any of its forms',
    examples: ['https://blog.example.com/engines/'],
  }),
});

@ApiTags('Threads')
@Controller('v1/threads')
export class ThreadsController {
  constructor(
    private readonly comments: CommentsApi,
    private readonly identity: IdentityApi,
  ) {}

  @Post()
  @ApiCall(CommentsApi, 'openThread', {
    summary: 'Open the thread of a page',
    description:
      'Finds or makes the thread of a page of any site. Addresses that differ only in `http` or `https`, a slash at the end, the fragment, the order of parameters or parameters that track readers are one page.',
    status: 200,
  })
  open(@Body({ schema: body(OpenedThread) }) thread: NewThread): Promise<Thread> {
    return this.comments.openThread(thread);
  }

  @Get()
  @ApiCall(CommentsApi, 'threadOf', {
    summary: 'Find the thread of a page',
    description: 'The thread of a page of any site, if somebody has opened it.',
  })
  find(@Query({ schema: PageQuery }) { url }: z.infer<typeof PageQuery>): Promise<Thread> {
    return this.comments.threadOf({ url });
  }

  @Post('counts')
  @ApiCall(CommentsApi, 'counts', {
    summary: 'Count comments',
    description: 'How many comments many threads, posts or pages have, in the order of what is asked for.',
  })
  counts(@Body({ schema: body(CountsQuery) }) query: CountsQuery): Promise<Counts> {
    return this.comments.counts(query);
  }

  @Get(':threadId')
  @ApiCall(CommentsApi, 'thread', {
    summary: 'Read a thread',
    description:
      'What a thread is about, and how many comments it has. That of a post has the id of the post.',
  })
  read(@Param('threadId', { schema: ThreadId }) id: string): Promise<Thread> {
    return this.comments.thread({ id });
  }

  @Post(':threadId/comments')
  @ApiCall(CommentsApi, 'comment', {
    summary: 'Comment in a thread',
    description: 'Adds a comment to the thread of a page or of a published post.',
    response: CommentView,
    location: '/v1/comments/{id}',
  })
  async comment(
    @Param('threadId', { schema: ThreadId }) threadId: string,
    @Body({ schema: body(CommentBody) }) comment: CommentBody,
  ): Promise<CommentView> {
    return viewOf(this.identity, await this.comments.comment({ ...comment, threadId }));
  }

  @Get(':threadId/comments')
  @Paginated()
  @ApiCall(CommentsApi, 'inThread', {
    summary: 'List the comments of a thread',
    description: 'Comments on the thread itself, without replies: each says how many it has.',
    response: CommentPage,
    showsMore: true,
  })
  async list(
    @Param('threadId', { schema: ThreadId }) threadId: string,
    @Query({ schema: OrderedQuery }) query: OrderedQuery,
  ): Promise<CommentPage> {
    return pageView(this.identity, await this.comments.inThread({ ...query, threadId }));
  }

  @Put(':threadId/lock')
  @ApiCall(CommentsApi, 'lock', {
    summary: 'Lock a thread',
    description: 'It takes no more comments until it is unlocked. For moderators.',
    status: 200,
  })
  lock(@Param('threadId', { schema: ThreadId }) threadId: string): Promise<Thread> {
    return this.comments.lock({ threadId });
  }

  @Delete(':threadId/lock')
  @ApiCall(CommentsApi, 'unlock', {
    summary: 'Unlock a thread',
    description: 'It takes comments again. For moderators.',
    status: 200,
  })
  unlock(@Param('threadId', { schema: ThreadId }) threadId: string): Promise<Thread> {
    return this.comments.unlock({ threadId });
  }
}
