import { Module } from '@nestjs/common';
import { PostsController } from './http/posts.controller';

@Module({ controllers: [PostsController] })
export class PostsHttpModule {}
