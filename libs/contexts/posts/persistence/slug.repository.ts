import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { isSlugFor, numbered } from '../domain/slugs';

/** Slugs that posts have and had. One belongs to one post, which the database decides. */
@Injectable()
export class SlugRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** One for a new title of a post: one that it had for it before, or a new one. */
  async renew(postId: string, base: string): Promise<string> {
    const rows: { slug: string }[] = await this.work.writer.query(
      'SELECT slug FROM post_slug WHERE post_id = $1 ORDER BY slug',
      [postId],
    );
    return rows.find(({ slug }) => isSlugFor(slug, base))?.slug ?? this.take(postId, base);
  }

  /** The base if it is free. Otherwise one that the post had for it before, or a new one. */
  async claim(postId: string, base: string): Promise<string> {
    return (await this.takeFree(postId, base)) ? base : this.renew(postId, base);
  }

  /** The base, or where that is another post's the next number of it. Who takes one at the same time waits. */
  async take(postId: string, base: string): Promise<string> {
    for (;;) {
      const [{ owner, number }]: [{ owner: string; number: number }] = await this.work.writer.query(
        `INSERT INTO post_slug AS taken (slug, post_id) VALUES ($1, $2)
         ON CONFLICT (slug) DO UPDATE SET last_number = taken.last_number + 1
         RETURNING post_id AS owner, last_number AS number`,
        [base, postId],
      );
      if (owner === postId) return base;
      const slug = numbered(base, number);
      // It can be the base of another title, such as “Notes 2”.
      if (await this.takeFree(postId, slug)) return slug;
    }
  }

  private async takeFree(postId: string, slug: string): Promise<boolean> {
    const taken: unknown[] = await this.work.writer.query(
      'INSERT INTO post_slug (slug, post_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING slug',
      [slug, postId],
    );
    return taken.length > 0;
  }
}
