import { type Handler, UnitOfWork } from '@isomer/framework';
import { slugOf } from '@isomer/markup';
import { Injectable } from '@nestjs/common';
import { PostsApi } from '../../contract';
import { slugBase } from '../../domain/slugs';
import { PostRepository } from '../../persistence/post.repository';
import { SlugRepository } from '../../persistence/slug.repository';
import { renderedOlder } from '../article';

/** Posts of one run: so few that long ones are rendered in time. */
const atOnce = 25;

/** For posts that were written by a version that made no HTML. */
@Injectable()
export class RenderOlder implements Handler<typeof PostsApi, 'renderOlder'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly slugs: SlugRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle(): Promise<{ rendered: number }> {
    return this.work.run(async () => {
      const found = await this.posts.unrendered(atOnce);
      for (const { id, title, body, slug } of found)
        await this.posts.change(id, {
          ...renderedOlder(body),
          slug: slug ?? (await this.slugs.take(id, slugBase(slugOf(title)))),
        });
      // More may be there: the next run does not wait for its turn.
      if (found.length === atOnce)
        this.work.schedule(PostsApi, 'renderOlder', {}, { key: 'more', delayMs: 1_000 });
      return { rendered: found.length };
    });
  }
}
