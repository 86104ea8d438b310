import { Module } from '@nestjs/common';
import { CommentsController } from './http/comments.controller';
import { ReportsController } from './http/reports.controller';
import { ThreadsController } from './http/threads.controller';
import { VotesController } from './http/votes.controller';

@Module({ controllers: [CommentsController, ReportsController, ThreadsController, VotesController] })
export class CommentsHttpModule {}
