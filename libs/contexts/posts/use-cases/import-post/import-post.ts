import { type Handler, UnitOfWork } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import type { ImportedPost, PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';

@Injectable()
export class ImportPost implements Handler<typeof PostsApi, 'import'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ publishedAt, ...post }: ImportedPost): Promise<{ id: string; created: boolean }> {
    const now = new Date();
    const date = publishedAt ? new Date(publishedAt) : now;
    return this.work.run(() => this.posts.import({ ...post, id: newId(), createdAt: date, publishedAt: date }));
  }
}
