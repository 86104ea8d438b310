import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { ExportedComment } from '../contract';
import type { CommentEntity } from './comment.entity';
import { type ExportRow, toExported } from './export-row';

export type Known = Pick<
  CommentEntity,
  'id' | 'threadId' | 'parentId' | 'depth' | 'status' | 'sourceDigest' | 'postId'
>;
export type Changed = Pick<
  CommentEntity,
  | 'id'
  | 'authorId'
  | 'guestName'
  | 'guestUrl'
  | 'guestEmailHash'
  | 'status'
  | 'body'
  | 'html'
  | 'createdAt'
  | 'sourceDigest'
>;

const known = `id, thread_id AS "threadId", post_id AS "postId", parent_id AS "parentId", depth, status,
  source_digest AS "sourceDigest"`;

/** Comments by where they came from. */
@Injectable()
export class ImportedCommentRepository {
  constructor(private readonly work: UnitOfWork) {}

  async bySource(source: string): Promise<Known | undefined> {
    const rows: Known[] = await this.work.reader.query(
      `SELECT ${known} FROM comment WHERE md5(source) = md5($1) AND source IS NOT NULL`,
      [source],
    );
    return rows[0];
  }

  async change(comment: Changed): Promise<void> {
    await this.work.writer.query(
      `UPDATE comment SET author_id = $2, guest_name = $3, guest_url = $4, guest_email_hash = $5, status = $6,
         body = $7, html = $8, created_at = $9, source_digest = $10 WHERE id = $1`,
      [
        comment.id,
        comment.authorId,
        comment.guestName,
        comment.guestUrl,
        comment.guestEmailHash,
        comment.status,
        comment.body,
        comment.html,
        comment.createdAt,
        comment.sourceDigest,
      ],
    );
  }

  /** Comments from a position in a thread on, thread by thread. */
  async all(
    limit: number,
    after: { threadId: string; position: string } | undefined,
  ): Promise<(ExportedComment & { position: string })[]> {
    const rows: ExportRow[] = await this.work.reader.query(
      `SELECT c.id, c.source, c.thread_id AS "threadId", c.position::text, c.post_id AS "postId", t.given_url AS "givenUrl",
         t.title, c.parent_id AS "parentId", p.source AS "parentSource", c.author_id AS "authorId",
         c.guest_name AS "guestName", c.guest_url AS "guestUrl", c.guest_email_hash AS "guestEmailHash",
         c.status, coalesce(h.body, CASE c.status WHEN 'visible' THEN c.body END) AS body, c.created_at AS "createdAt"
       FROM comment c JOIN thread t ON t.id = c.thread_id LEFT JOIN comment p ON p.id = c.parent_id
         LEFT JOIN hidden_text h ON h.comment_id = c.id
       ${after ? 'WHERE (c.thread_id, c.position) > ($2::uuid, $3::integer)' : ''}
       ORDER BY c.thread_id, c.position LIMIT $1`,
      after ? [limit, after.threadId, after.position] : [limit],
    );
    return rows.map(toExported);
  }
}
