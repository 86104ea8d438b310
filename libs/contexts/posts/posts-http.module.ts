import { Module } from '@nestjs/common';
import { ListsController } from './http/lists.controller';
import { PostsController } from './http/posts.controller';
import { PublicationController } from './http/publication.controller';
import { RevisionsController } from './http/revisions.controller';

@Module({ controllers: [PostsController, PublicationController, RevisionsController, ListsController] })
export class PostsHttpModule {}
