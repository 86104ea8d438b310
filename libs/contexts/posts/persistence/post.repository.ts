import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { PostSummary } from '../contract';
import { PostEntity } from './post.entity';
import { type PostRow, type SummaryRow, summaryColumns, toSummary } from './post-values';

@Injectable()
export class PostRepository {
  constructor(private readonly work: UnitOfWork) {}

  async add(post: PostEntity): Promise<void> {
    await this.work.writer.insert(PostEntity, post);
  }

  /** Adds what was imported, unless something of that source is there. */
  async addImported(post: PostEntity): Promise<boolean> {
    const { raw } = await this.work.writer
      .createQueryBuilder()
      .insert()
      .into(PostEntity)
      .values(post)
      .orIgnore()
      .returning('id')
      .execute();
    return (raw as unknown[]).length > 0;
  }

  async change(id: string, change: Partial<Omit<PostEntity, 'id'>>): Promise<void> {
    await this.work.writer.update(PostEntity, { id }, change);
  }

  async countComment(id: string): Promise<void> {
    await this.work.writer.increment(PostEntity, { id }, 'commentCount', 1);
  }

  find(id: string): Promise<PostRow | undefined> {
    return this.findBy('id = $1', id);
  }

  /** By a slug that it has or had. */
  findBySlug(slug: string): Promise<PostRow | undefined> {
    return this.findBy('id = (SELECT post_id FROM post_slug WHERE slug = $1)', slug);
  }

  private async findBy(condition: string, value: string): Promise<PostRow | undefined> {
    const rows: PostRow[] = await this.work.reader.query(
      `SELECT ${summaryColumns}, body, html FROM post WHERE ${condition}`,
      [value],
    );
    return rows[0];
  }

  /** Kept from changing until the unit of work ends. */
  findForUpdate(by: { id: string } | { source: string }): Promise<PostEntity | null> {
    return this.work.writer.findOne(PostEntity, { where: by, lock: { mode: 'pessimistic_write' } });
  }

  /** Some that have no HTML, kept from changing. Those that others have in hand are left to them. */
  unrendered(limit: number): Promise<PostEntity[]> {
    return this.work.writer
      .createQueryBuilder(PostEntity, 'post')
      .where('post.html IS NULL')
      .orderBy('post.id')
      .limit(limit)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  async summaries(ids: readonly string[]): Promise<PostSummary[]> {
    const rows: SummaryRow[] = await this.work.reader.query(
      `SELECT ${summaryColumns} FROM post WHERE id = ANY($1) AND published_at IS NOT NULL`,
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
      `SELECT ${summaryColumns} FROM post WHERE ${where.join(' AND ')} ORDER BY published_at DESC, id DESC LIMIT $1`,
      values,
    );
    return rows.map(toSummary);
  }
}
