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

  find(id: string): Promise<PostRow | undefined> {
    return this.findBy('id = $1', id);
  }

  /** By a slug that it has or had. */
  findBySlug(slug: string): Promise<PostRow | undefined> {
    return this.findBy('id = (SELECT post_id FROM post_slug WHERE slug = $1)', slug);
  }

  /** What is shown of a published one, by a slug that it has or had. */
  async findCard(slug: string): Promise<SummaryRow | undefined> {
    const rows: SummaryRow[] = await this.work.reader.query(
      `SELECT ${summaryColumns} FROM post
       WHERE id = (SELECT post_id FROM post_slug WHERE slug = $1) AND published_at IS NOT NULL`,
      [slug],
    );
    return rows[0];
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

  /** Deletes for good some that were deleted before a time. Those that others have in hand are left to them. */
  async purge(deletedBefore: Date, limit: number): Promise<number> {
    const [, count] = (await this.work.writer.query(
      `DELETE FROM post WHERE id IN (
         SELECT id FROM post WHERE deleted_at < $1 ORDER BY deleted_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [deletedBefore, limit],
    )) as [unknown[], number];
    return count;
  }

  /** Ids of posts that everybody can read or could, above an id. */
  async everPublished(after: string | undefined, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.work.reader.query(
      `SELECT id FROM post WHERE (published_at IS NOT NULL OR published_before IS NOT NULL OR comment_count > 0)
         AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
      [after ?? null, limit],
    );
    return rows.map(({ id }) => id);
  }

  async summaries(ids: readonly string[]): Promise<PostSummary[]> {
    const rows: SummaryRow[] = await this.work.reader.query(
      `SELECT ${summaryColumns} FROM post WHERE id = ANY($1) AND published_at IS NOT NULL`,
      [ids],
    );
    return rows.map(toSummary);
  }
}
