import { type Handler, UnitOfWork } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import type { ImportResult, ImportedPost, PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';

@Injectable()
export class ImportPost implements Handler<typeof PostsApi, 'import'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ publishedAt, ...post }: ImportedPost): Promise<ImportResult> {
    const date = publishedAt ? new Date(publishedAt) : undefined;
    return this.work.run(() => this.posts.import({ ...post, id: newId() }, date));
  }
}
