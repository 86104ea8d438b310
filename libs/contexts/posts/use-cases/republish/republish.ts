import { type Handler, type RepublishFrom, type Republished, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { PostPublished, PostWithdrawn, type PostsApi } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';

const postsPerPage = 100;

@Injectable()
export class Republish implements Handler<typeof PostsApi, 'republish'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ after }: RepublishFrom): Promise<Republished> {
    const ids = await this.posts.everPublished(after, postsPerPage);
    if (ids.length === 0) return { keys: 0 };
    await this.work.run(async () => {
      await this.work.hold(PostPublished, ids);
      const published = new Set((await this.posts.summaries(ids)).map(({ id }) => id));
      for (const postId of ids)
        this.work.publish(published.has(postId) ? PostPublished : PostWithdrawn, { postId });
    });
    return { keys: ids.length, next: ids.length === postsPerPage ? ids.at(-1) : undefined };
  }
}
