import { type Handler, UnitOfWork, callerId } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import type { NewPost, Post, PostsApi } from '../../contract';
import { PostRepository, toPost } from '../../persistence/post.repository';

@Injectable()
export class WritePost implements Handler<typeof PostsApi, 'write'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle(input: NewPost): Promise<Post> {
    const now = new Date();
    const post = {
      ...input,
      id: newId(now.getTime()),
      authorId: callerId(),
      source: null,
      createdAt: now,
      publishedAt: null,
      publishAt: null,
      commentCount: 0,
    };
    return this.work.run(async () => {
      await this.posts.add(post);
      return toPost(post);
    });
  }
}
