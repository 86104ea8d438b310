import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { ImportResult, Post, PostSummary } from '../contract';
import { PostEntity } from './post.entity';

const summary =
  'id, author_id AS "authorId", title, locale, created_at AS "createdAt", published_at AS "publishedAt", publish_at AS "publishAt", comment_count AS "commentCount"';

type SummaryRow = Omit<PostEntity, 'body' | 'source'>;

@Injectable()
export class PostRepository {
  constructor(private readonly work: UnitOfWork) {}

  async add(post: PostEntity): Promise<void> {
    await this.work.writer.insert(PostEntity, post);
  }

  async setCommentCount(id: string, commentCount: number): Promise<void> {
    await this.work.writer.update(PostEntity, { id }, { commentCount });
  }

  async countComment(id: string): Promise<void> {
    await this.work.writer.increment(PostEntity, { id }, 'commentCount', 1);
  }

  async find(id: string): Promise<Post | undefined> {
    const rows: (SummaryRow & { body: string })[] = await this.work.reader.query(
      `SELECT ${summary}, body FROM post WHERE id = $1`,
      [id],
    );
    return rows[0] && toPost(rows[0]);
  }

  /** The same, kept from changing until the unit of work ends. */
  async findForUpdate(id: string): Promise<PostEntity | null> {
    return this.work.writer.findOne(PostEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async publish(id: string, publishedAt: Date): Promise<void> {
    await this.work.writer.update(PostEntity, { id }, { publishedAt, publishAt: null });
  }

  async schedule(id: string, publishAt: Date | null): Promise<void> {
    await this.work.writer.update(PostEntity, { id }, { publishAt });
  }

  /** Adds what was not imported before, or updates it where something differs. Without a date it keeps the one it has. */
  async import(
    post: Omit<PostEntity, 'createdAt' | 'publishedAt' | 'publishAt' | 'commentCount'>,
    date: Date | undefined,
  ): Promise<ImportResult> {
    const { id, authorId, title, body, locale, source } = post;
    const [written]: ImportResult[] = await this.work.writer.query(
      `INSERT INTO post AS p (id, author_id, title, body, locale, source, created_at, published_at)
       VALUES ($1, $2, $3, $4, $5, $6, coalesce($7::timestamptz, now()), coalesce($7::timestamptz, now()))
       ON CONFLICT (source) DO UPDATE SET title = $3, body = $4, locale = $5,
         created_at = coalesce($7, p.created_at), published_at = coalesce($7, p.published_at)
       WHERE (p.title, p.body, p.locale, p.published_at) IS DISTINCT FROM ($3, $4, $5, coalesce($7::timestamptz(3), p.published_at))
       RETURNING id, CASE WHEN xmax = 0 THEN 'created' ELSE 'updated' END AS outcome`,
      [id, authorId, title, body, locale, source, date],
    );
    if (written) return written;
    const [same]: { id: string }[] = await this.work.writer.query('SELECT id FROM post WHERE source = $1', [
      source,
    ]);
    return { id: same!.id, outcome: 'unchanged' };
  }

  async summaries(ids: readonly string[]): Promise<PostSummary[]> {
    const rows: SummaryRow[] = await this.work.reader.query(
      `SELECT ${summary} FROM post WHERE id = ANY($1) AND published_at IS NOT NULL`,
      [ids],
    );
    return rows.map(toSummary);
  }

  /** Published posts from a position on, newest first. */
  async published(
    limit: number,
    after: { publishedAt: string; id: string } | undefined,
    authorId?: string,
  ): Promise<PostSummary[]> {
    const values: unknown[] = [limit];
    const value = (v: unknown) => `$${values.push(v)}`;
    const where = ['published_at IS NOT NULL'];
    if (authorId) where.push(`author_id = ${value(authorId)}`);
    if (after)
      where.push(`(published_at, id) < (${value(after.publishedAt)}::timestamptz, ${value(after.id)}::uuid)`);
    const rows: SummaryRow[] = await this.work.reader.query(
      `SELECT ${summary} FROM post WHERE ${where.join(' AND ')} ORDER BY published_at DESC, id DESC LIMIT $1`,
      values,
    );
    return rows.map(toSummary);
  }
}

export function toPost(row: SummaryRow & { body: string }): Post {
  return { ...toSummary(row), body: row.body };
}

function toSummary({
  id,
  authorId,
  title,
  locale,
  createdAt,
  publishedAt,
  publishAt,
  commentCount,
}: SummaryRow): PostSummary {
  return {
    id,
    authorId,
    title,
    locale,
    status: publishedAt ? 'published' : 'draft',
    createdAt: createdAt.toISOString(),
    publishedAt: publishedAt?.toISOString(),
    publishAt: publishAt?.toISOString(),
    commentCount,
  };
}
