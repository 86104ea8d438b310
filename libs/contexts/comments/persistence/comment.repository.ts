import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Comment } from '../contract';
import { type CommentRow, commentColumns, toComment } from './comment-row';
import { CommentEntity } from './comment.entity';

/** A comment as it is added: the rest follows. */
export type Added = Pick<
  CommentEntity,
  | 'id'
  | 'threadId'
  | 'postId'
  | 'position'
  | 'parentId'
  | 'depth'
  | 'authorId'
  | 'body'
  | 'html'
  | 'createdAt'
> &
  Partial<
    Pick<CommentEntity, 'guestName' | 'guestUrl' | 'guestEmailHash' | 'status' | 'source' | 'sourceDigest'>
  >;

@Injectable()
export class CommentRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Adds it, and counts it as a reply. Resolves with whether it was added, which it is not if its source is there. */
  async add({ status = 'visible', ...comment }: Added): Promise<boolean> {
    const rows: unknown[] = await this.work.writer.query(
      `INSERT INTO comment (id, thread_id, post_id, position, parent_id, depth, author_id, body, html, created_at,
         status, guest_name, guest_url, guest_email_hash, source, source_digest)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
       ON CONFLICT (md5(source)) WHERE source IS NOT NULL DO NOTHING RETURNING id`,
      [
        comment.id,
        comment.threadId,
        comment.postId,
        comment.position,
        comment.parentId,
        comment.depth,
        comment.authorId,
        comment.body,
        comment.html,
        comment.createdAt,
        status,
        comment.guestName,
        comment.guestUrl,
        comment.guestEmailHash,
        comment.source,
        comment.sourceDigest,
      ],
    );
    if (rows.length > 0 && comment.parentId && status !== 'spam') await this.countReply(comment.parentId, 1);
    return rows.length > 0;
  }

  async countReply(parentId: string, more: number): Promise<void> {
    await this.work.writer.query('UPDATE comment SET reply_count = reply_count + $2 WHERE id = $1', [
      parentId,
      more,
    ]);
  }

  find(id: string): Promise<CommentEntity | null> {
    return this.work.reader.findOneBy(CommentEntity, { id });
  }

  /** Comments of a post from a position on, oldest first. */
  async ofPost(
    postId: string,
    limit: number,
    after: { createdAt: string; id: string } | undefined,
  ): Promise<Comment[]> {
    const rows: CommentRow[] = await this.work.reader.query(
      `SELECT ${commentColumns} FROM comment c
       WHERE thread_id = $1 AND status <> 'spam' ${after ? 'AND (created_at, id) > ($3::timestamptz, $4::uuid)' : ''}
       ORDER BY created_at, id LIMIT $2`,
      after ? [postId, limit, after.createdAt, after.id] : [postId, limit],
    );
    return rows.map(toComment);
  }
}
