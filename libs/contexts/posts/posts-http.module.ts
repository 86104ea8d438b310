import { Module } from '@nestjs/common';
import { PostsController } from './http/posts.controller';
import { PublicationController } from './http/publication.controller';
import { RevisionsController } from './http/revisions.controller';

@Module({ controllers: [PostsController, PublicationController, RevisionsController] })
export class PostsHttpModule {}
