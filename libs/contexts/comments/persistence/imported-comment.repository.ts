import { UnitOfWork } from '@isomer/framework';
import { Id } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { type ExportedComment, writtenHere } from '../contract';
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

/** The id in the source of a comment that was written on a platform such as this one. */
export function idOf(source: string): string | undefined {
  const id = source.startsWith(writtenHere) ? source.slice(writtenHere.length) : undefined;
  return Id.safeParse(id).data;
}

/** Comments by where they came from. */
@Injectable()
export class ImportedCommentRepository {
  constructor(private readonly work: UnitOfWork) {}

  async bySource(source: string): Promise<Known | undefined> {
    const id = idOf(source);
    const rows: Known[] = await this.work.reader.query(
      `SELECT ${known} FROM comment WHERE ${id ? 'id = $1' : 'md5(source) = md5($1) AND source IS NOT NULL'}`,
      [id ?? source],
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

  /** Comments of one thread or of all, from a position in a thread on, thread by thread. */
  async all(
    threadId: string | undefined,
    limit: number,
    after: { threadId: string; position: string } | undefined,
  ): Promise<(ExportedComment & { position: string })[]> {
    const rows: ExportRow[] = await this.work.reader.query(
      `SELECT c.id, c.source, c.thread_id AS "threadId", c.position::text, c.post_id AS "postId", t.given_url AS "givenUrl",
         t.title, c.parent_id AS "parentId", 
         CASE WHEN p.id IS NOT NULL THEN coalesce(p.source, '${writtenHere}' || p.id) END AS "parentSource", c.author_id AS "authorId",
         c.guest_name AS "guestName", c.guest_url AS "guestUrl", c.guest_email_hash AS "guestEmailHash",
         c.status, coalesce(h.body, CASE c.status WHEN 'visible' THEN c.body END) AS body, c.created_at AS "createdAt",
         c.edited_at AS "editedAt", h.hidden_at AS "hiddenAt", c.up, c.down, t.locked_at IS NOT NULL AS "threadLocked"
       FROM comment c JOIN thread t ON t.id = c.thread_id LEFT JOIN comment p ON p.id = c.parent_id
         LEFT JOIN hidden_text h ON h.comment_id = c.id
       WHERE ($2::uuid IS NULL OR c.thread_id = $2)
         ${after ? 'AND (c.thread_id, c.position) > ($3::uuid, $4::integer)' : ''}
       ORDER BY c.thread_id, c.position LIMIT $1`,
      [limit, threadId ?? null, ...(after ? [after.threadId, after.position] : [])],
    );
    return rows.map(toExported);
  }
}
