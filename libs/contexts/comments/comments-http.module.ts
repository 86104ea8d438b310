import { Module } from '@nestjs/common';
import { CommentsController } from './http/comments.controller';
import { ReportsController } from './http/reports.controller';
import { ThreadsController } from './http/threads.controller';
import { VotesController } from './http/votes.controller';
import { WatchController } from './http/watch.controller';
import { WatchedAuthors } from './http/watched-authors';

@Module({
  controllers: [CommentsController, ReportsController, ThreadsController, VotesController, WatchController],
  providers: [WatchedAuthors],
})
export class CommentsHttpModule {}
