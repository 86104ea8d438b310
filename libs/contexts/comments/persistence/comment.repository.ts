import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Comment } from '../contract';
import { CommentEntity } from './comment.entity';

type Row = Omit<CommentEntity, 'depth'>;

@Injectable()
export class CommentRepository {
  constructor(private readonly work: UnitOfWork) {}

  async add(comment: CommentEntity): Promise<void> {
    await this.work.writer.insert(CommentEntity, comment);
  }

  find(id: string): Promise<CommentEntity | null> {
    return this.work.reader.findOneBy(CommentEntity, { id });
  }

  /** Ids of posts that have comments, above an id. */
  async postsFrom(after: string | undefined, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.work.reader.query(
      `SELECT DISTINCT post_id AS id FROM comment WHERE $1::uuid IS NULL OR post_id > $1 ORDER BY post_id LIMIT $2`,
      [after ?? null, limit],
    );
    return rows.map(({ id }) => id);
  }

  counts(postIds: readonly string[]): Promise<{ postId: string; count: number }[]> {
    return this.work.reader.query(
      `SELECT post_id AS "postId", count(*)::int AS count FROM comment WHERE post_id = ANY($1) GROUP BY post_id`,
      [postIds],
    );
  }

  /** Comments of a post from a position on, oldest first. */
  async ofPost(
    postId: string,
    limit: number,
    after: { createdAt: string; id: string } | undefined,
  ): Promise<Comment[]> {
    const rows: Row[] = await this.work.reader.query(
      `SELECT id, post_id AS "postId", parent_id AS "parentId", author_id AS "authorId", body, created_at AS "createdAt"
       FROM comment WHERE post_id = $1 ${after ? 'AND (created_at, id) > ($3::timestamptz, $4::uuid)' : ''}
       ORDER BY created_at, id LIMIT $2`,
      after ? [postId, limit, after.createdAt, after.id] : [postId, limit],
    );
    return rows.map(toComment);
  }
}

export function toComment({ id, postId, parentId, authorId, body, createdAt }: Row): Comment {
  return { id, postId, parentId: parentId ?? undefined, authorId, body, createdAt: createdAt.toISOString() };
}
