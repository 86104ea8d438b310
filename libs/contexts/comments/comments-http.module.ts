import { Module } from '@nestjs/common';
import { CommentsController } from './http/comments.controller';

@Module({ controllers: [CommentsController] })
export class CommentsHttpModule {}
