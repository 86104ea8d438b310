import { UnitOfWork, memberId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Comment } from '../contract';
import { type CommentRow, commentColumns, isShown, toComment } from './comment-row';
import { CommentEntity, type Status } from './comment.entity';

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
    Pick<
      CommentEntity,
      | 'guestName'
      | 'guestUrl'
      | 'guestEmailHash'
      | 'status'
      | 'source'
      | 'sourceDigest'
      | 'editedAt'
      | 'up'
      | 'down'
    >
  >;

@Injectable()
export class CommentRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Adds it, and counts it as a reply. Resolves with whether it was added, which it is not if its source or its id is there. */
  async add({ status = 'visible', ...comment }: Added): Promise<boolean> {
    const rows: unknown[] = await this.work.writer.query(
      `INSERT INTO comment (id, thread_id, post_id, position, parent_id, depth, author_id, body, html, created_at,
         status, guest_name, guest_url, guest_email_hash, source, source_digest, edited_at, up, down)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
       ON CONFLICT DO NOTHING RETURNING id`,
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
        comment.editedAt,
        comment.up ?? 0,
        comment.down ?? 0,
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

  /** It as the caller sees it, unless it is spam or its post is there for nobody. */
  readShown(id: string): Promise<Comment | undefined> {
    return this.readIf(isShown('c.thread_id'), id);
  }

  /** The same wherever it is, for who has just changed it. */
  read(id: string): Promise<Comment | undefined> {
    return this.readIf('true', id);
  }

  private async readIf(condition: string, id: string): Promise<Comment | undefined> {
    const rows: CommentRow[] = await this.work.reader.query(
      `SELECT ${commentColumns(2)} FROM comment c WHERE c.id = $1 AND c.status <> 'spam' AND ${condition}`,
      [id, memberId()],
    );
    return rows[0] && toComment(rows[0]);
  }

  /** The same as it is stored, kept from changing until the unit of work ends. */
  hold(id: string): Promise<CommentEntity | null> {
    return this.work.writer.findOne(CommentEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The same, unless its post is there for nobody. */
  async holdShown(id: string): Promise<CommentEntity | null> {
    const comment = await this.hold(id);
    const rows: unknown[] = comment
      ? await this.work.writer.query('SELECT FROM thread WHERE id = $1 AND NOT hidden', [comment.threadId])
      : [];
    return rows.length > 0 ? comment : null;
  }

  async edit(id: string, body: string, html: string, editedAt: Date): Promise<void> {
    await this.work.writer.query(
      'UPDATE comment SET body = $2, html = $3, edited_at = $4, revision = revision + 1 WHERE id = $1',
      [id, body, html, editedAt],
    );
  }

  /** What it shows from now on, and as what. */
  async show(id: string, status: Status, body: string, html: string | null): Promise<void> {
    await this.work.writer.query(
      'UPDATE comment SET status = $2, body = $3, html = $4, revision = revision + 1 WHERE id = $1',
      [id, status, body, html],
    );
  }

  /** Comments of a post with their replies, oldest first. */
  async ofPost(
    postId: string,
    limit: number,
    after: { createdAt: string; id: string } | undefined,
  ): Promise<Comment[]> {
    const rows: CommentRow[] = await this.work.reader.query(
      `SELECT ${commentColumns(3)} FROM comment c
       WHERE c.thread_id = $1 AND c.status <> 'spam' AND ${isShown('$1')} ${after ? 'AND (c.created_at, c.id) > ($4::timestamptz, $5::uuid)' : ''}
       ORDER BY c.created_at, c.id LIMIT $2`,
      [postId, limit, memberId(), ...(after ? [after.createdAt, after.id] : [])],
    );
    return rows.map(toComment);
  }
}
