import {
  ApiCall,
  RequestHeader,
  type ServerSentEvent,
  eventStream,
  numeric,
  queryOf,
} from '@isomer/framework/edge';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CommentsApi, WatchThread } from '../contract';
import { ThreadId } from './parameters';
import { viewOf } from './views';
import { WatchedAuthors } from './watched-authors';

const Position = WatchThread.shape.after;
const WatchQuery = queryOf({
  after: numeric(Position).describe(
    'Position of the comment that was seen last, such as `lastPosition` of the thread. `Last-Event-ID` says more',
  ),
});

@ApiTags('Threads')
@Controller('v1/threads')
export class WatchController {
  constructor(
    private readonly comments: CommentsApi,
    private readonly authors: WatchedAuthors,
  ) {}

  @Get(':threadId/events')
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Id of the last event that was seen, which a browser sends by itself when it comes again.',
    schema: { type: 'integer', minimum: 0 },
  })
  @ApiCall(CommentsApi, 'watch', {
    summary: 'Watch a thread',
    description:
      'Comments and replies as server-sent events, within a second of being added. The data of an event is a comment, its id the position of that in its thread. The stream ends after a minute; a client that comes again with the id of the last event misses nothing, and an `EventSource` does that by itself.',
  })
  async watch(
    @Param('threadId', { schema: ThreadId }) threadId: string,
    @Query({ schema: WatchQuery }) query: z.infer<typeof WatchQuery>,
    @RequestHeader('Last-Event-ID', { schema: numeric(Position) }) lastEventId: number | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // An answer that has begun cannot say any more that there is no such thread.
    const { lastPosition } = await this.comments.thread({ id: threadId });
    const after = lastEventId ?? query.after ?? lastPosition;
    eventStream(reply, this.events(threadId, after));
  }

  private async *events(threadId: string, after: number): AsyncGenerator<ServerSentEvent, void> {
    for await (const { position, comment } of this.comments.watch({ threadId, after }))
      yield { id: String(position), data: await viewOf(this.authors, comment) };
  }
}
