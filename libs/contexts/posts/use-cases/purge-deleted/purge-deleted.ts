import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { PostsApi } from '../../contract';
import { restorableMs } from '../../domain/deletion';
import { PostRepository } from '../../persistence/post.repository';

const atOnce = 100;

@Injectable()
export class PurgeDeleted implements Handler<typeof PostsApi, 'purgeDeleted'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle(): Promise<{ purged: number }> {
    const before = new Date(Date.now() - restorableMs);
    return this.work.run(async () => ({ purged: await this.posts.purge(before, atOnce) }));
  }
}
