import { Module } from '@nestjs/common';
import { FeedsController } from './http/feeds.controller';
import { ListsController } from './http/lists.controller';
import { PagesController } from './http/pages.controller';
import { PostsController } from './http/posts.controller';
import { PreviewsController } from './http/previews.controller';
import { PublicationController } from './http/publication.controller';
import { RevisionsController } from './http/revisions.controller';
import { SlugsController } from './http/slugs.controller';

@Module({
  controllers: [
    PostsController,
    PublicationController,
    RevisionsController,
    SlugsController,
    ListsController,
    FeedsController,
    PagesController,
    PreviewsController,
  ],
})
export class PostsHttpModule {}
