import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { ThreadEntity } from './thread.entity';

/** A page elsewhere: its one address, and that by which it was asked for. */
export interface Page {
  url: string;
  givenUrl: string;
  title?: string;
}

const row = `id, post_id AS "postId", url, given_url AS "givenUrl", title, comment_count AS "commentCount",
  last_position AS "lastPosition", locked_at AS "lockedAt", hidden`;

/** Whoever changes a thread or its comments holds its row first, so that their order is that of their positions. */
@Injectable()
export class ThreadRepository {
  constructor(private readonly work: UnitOfWork) {}

  async find(id: string): Promise<ThreadEntity | undefined> {
    const rows: ThreadEntity[] = await this.work.reader.query(`SELECT ${row} FROM thread WHERE id = $1`, [
      id,
    ]);
    return rows[0];
  }

  async findByUrl(url: string): Promise<ThreadEntity | undefined> {
    const rows: ThreadEntity[] = await this.work.reader.query(`SELECT ${row} FROM thread WHERE url = $1`, [
      url,
    ]);
    return rows[0];
  }

  /** Ids of posts that have threads, above an id. */
  async postsFrom(after: string | undefined, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.work.reader.query(
      `SELECT id FROM thread WHERE post_id IS NOT NULL AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
      [after ?? null, limit],
    );
    return rows.map(({ id }) => id);
  }

  counts(postIds: readonly string[]): Promise<{ postId: string; count: number }[]> {
    return this.work.reader.query(
      `SELECT post_id AS "postId", comment_count AS count FROM thread WHERE id = ANY($1)`,
      [postIds],
    );
  }

  /** Makes the thread of a page, or finds it; holds it either way. A title that it has stays. */
  async ofPage(id: string, { url, givenUrl, title }: Page): Promise<ThreadEntity> {
    const rows: ThreadEntity[] = await this.work.writer.query(
      `INSERT INTO thread (id, url, given_url, title) VALUES ($1, $2, $3, $4)
       ON CONFLICT (url) DO UPDATE SET title = coalesce(thread.title, excluded.title) RETURNING ${row}`,
      [id, url, givenUrl, title],
    );
    return rows[0]!;
  }

  /** The same for a post. */
  async ofPost(postId: string): Promise<ThreadEntity> {
    const rows: ThreadEntity[] = await this.work.writer.query(
      `INSERT INTO thread (id, post_id) VALUES ($1, $1)
       ON CONFLICT (id) DO UPDATE SET post_id = excluded.post_id RETURNING ${row}`,
      [postId],
    );
    return rows[0]!;
  }

  async hold(id: string): Promise<ThreadEntity | undefined> {
    const rows: ThreadEntity[] = await this.work.writer.query(
      `SELECT ${row} FROM thread WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return rows[0];
  }

  /** Gives the next position in a thread to a comment, and counts it. Holds the thread. One that is hidden takes imported ones alone. */
  async place(id: string, imported?: { isVisible: boolean }): Promise<ThreadEntity | undefined> {
    const [rows]: [ThreadEntity[]] = await this.work.writer.query(
      `UPDATE thread SET last_position = last_position + 1, comment_count = comment_count + $2
       WHERE id = $1 AND ($3 OR NOT hidden) RETURNING ${row}`,
      [id, imported?.isVisible === false ? 0 : 1, imported !== undefined],
    );
    return rows[0];
  }

  /** The same in the thread of a post, which it makes if there is none. */
  async placeOnPost(postId: string): Promise<ThreadEntity | undefined> {
    const rows: ThreadEntity[] = await this.work.writer.query(
      `INSERT INTO thread (id, post_id, last_position, comment_count) VALUES ($1, $1, 1, 1)
       ON CONFLICT (id) DO UPDATE
         SET last_position = thread.last_position + 1, comment_count = thread.comment_count + 1
         WHERE NOT thread.hidden
       RETURNING ${row}`,
      [postId],
    );
    return rows[0];
  }

  /** Makes it if there is none, so that nobody does who has just seen the post. */
  async hide(postId: string): Promise<void> {
    await this.work.writer.query(
      `INSERT INTO thread (id, post_id, hidden) VALUES ($1, $1, true) ON CONFLICT (id) DO UPDATE SET hidden = true`,
      [postId],
    );
  }

  async show(postId: string): Promise<void> {
    await this.work.writer.query('UPDATE thread SET hidden = false WHERE id = $1', [postId]);
  }

  /** Adds to the number of visible comments, and resolves with it. */
  async count(id: string, more: number): Promise<number> {
    const [[{ count }]]: [[{ count: number }]] = await this.work.writer.query(
      'UPDATE thread SET comment_count = comment_count + $2 WHERE id = $1 RETURNING comment_count AS count',
      [id, more],
    );
    return count;
  }

  async lock(id: string, lockedAt: Date | null): Promise<ThreadEntity> {
    const [[thread]]: [[ThreadEntity]] = await this.work.writer.query(
      `UPDATE thread SET locked_at = $2 WHERE id = $1 RETURNING ${row}`,
      [id, lockedAt],
    );
    return thread;
  }

  /** Those of the ids and addresses that there are. */
  countsOf(
    ids: readonly string[],
    urls: readonly string[],
  ): Promise<{ id: string; url: string | null; count: number }[]> {
    return this.work.reader.query(
      'SELECT id, url, comment_count AS count FROM thread WHERE id = ANY($1) OR url = ANY($2)',
      [ids, urls],
    );
  }
}
