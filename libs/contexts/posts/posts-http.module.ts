import { Module } from '@nestjs/common';
import { FeedsController } from './http/feeds.controller';
import { ListsController } from './http/lists.controller';
import { PagesController } from './http/pages.controller';
import { PostsController } from './http/posts.controller';
import { PreviewsController } from './http/previews.controller';
import { PublicationController } from './http/publication.controller';
import { RevisionsController } from './http/revisions.controller';

@Module({
  controllers: [
    PostsController,
    PublicationController,
    RevisionsController,
    ListsController,
    FeedsController,
    PagesController,
    PreviewsController,
  ],
})
export class PostsHttpModule {}
