import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { TagCount } from '../contract';

/**
 * What lists need beside the posts: which tag is on which published post, and how many comments it has. An index on that
 * number in the table of posts would have each comment write all indexes of its post anew.
 */
@Injectable()
export class ListingRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Brings it up to a post that has changed, and is locked. */
  async refresh(postId: string): Promise<void> {
    await this.work.writer.query(
      `WITH listed AS (
         SELECT id, tags, comment_count FROM post WHERE id = $1 AND published_at IS NOT NULL
       ), untagged AS (
         DELETE FROM post_tag t WHERE post_id = $1 AND NOT EXISTS (SELECT FROM listed WHERE t.tag = ANY(tags))
       ), tagged AS (
         INSERT INTO post_tag (tag, post_id) SELECT unnest(tags), id FROM listed ON CONFLICT DO NOTHING
       ), uncounted AS (
         DELETE FROM post_comment_total WHERE post_id = $1 AND NOT EXISTS (SELECT FROM listed)
       )
       INSERT INTO post_comment_total (post_id, total) SELECT id, comment_count FROM listed
       ON CONFLICT (post_id) DO UPDATE SET total = excluded.total`,
      [postId],
    );
  }

  async countComment(postId: string): Promise<void> {
    await this.count('comment_count + 1', [postId]);
  }

  async setCommentCount(postId: string, count: number): Promise<void> {
    await this.count('$2', [postId, count]);
  }

  private async count(value: string, values: unknown[]): Promise<void> {
    await this.work.writer.query(
      `WITH counted AS (
         UPDATE post SET comment_count = ${value} WHERE id = $1 RETURNING id, comment_count, published_at
       )
       INSERT INTO post_comment_total (post_id, total)
       SELECT id, comment_count FROM counted WHERE published_at IS NOT NULL
       ON CONFLICT (post_id) DO UPDATE SET total = excluded.total`,
      values,
    );
  }

  /** Tags after one, with the number of posts that have each. */
  tags(limit: number, after: string): Promise<TagCount[]> {
    return this.work.reader.query(
      'SELECT tag, count(*)::int AS posts FROM post_tag WHERE tag > $1 GROUP BY tag ORDER BY tag LIMIT $2',
      [after, limit],
    );
  }
}
