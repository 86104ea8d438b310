import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Revision, RevisionSummary } from '../contract';
import type { PostEntity } from './post.entity';

/** Revisions of one post that are kept besides what it is now. */
const kept = 50;

/** What a post is now is the last of them. */
const all = (columns: string) =>
  `SELECT post_id AS "postId", revision, title, locale, tags, saved_at AS "savedAt"${columns} FROM (
     SELECT id AS post_id, revision, title, body, locale, tags, coalesce(updated_at, created_at) AS saved_at FROM post
     UNION ALL SELECT post_id, revision, title, body, locale, tags, saved_at FROM post_revision
   ) AS each WHERE post_id = $1`;

type Row<T extends { savedAt: string }> = Omit<T, 'savedAt'> & { savedAt: Date };

@Injectable()
export class RevisionRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Keeps what a post is before it changes, and forgets what was long before. */
  async keep({ id, revision, title, body, locale, tags, updatedAt, createdAt }: PostEntity): Promise<void> {
    const values = [id, revision, title, body, locale, tags, updatedAt ?? createdAt, revision - kept];
    await this.work.writer.query(
      `WITH forgotten AS (DELETE FROM post_revision WHERE post_id = $1 AND revision <= $8)
       INSERT INTO post_revision (post_id, revision, title, body, locale, tags, saved_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      values,
    );
  }

  /** Below a number, the last first. */
  async list(postId: string, limit: number, below: number | undefined): Promise<RevisionSummary[]> {
    const rows: Row<RevisionSummary>[] = await this.work.reader.query(
      `${all('')} AND revision < $2 ORDER BY revision DESC LIMIT $3`,
      [postId, below ?? 2 ** 31 - 1, limit],
    );
    return rows.map(dated);
  }

  async find(postId: string, revision: number): Promise<Revision | undefined> {
    const [row]: (Row<Revision> | undefined)[] = await this.work.reader.query(
      `${all(', body')} AND revision = $2`,
      [postId, revision],
    );
    return row && dated(row);
  }
}

function dated<T extends { savedAt: Date }>(row: T): Omit<T, 'savedAt'> & { savedAt: string } {
  return { ...row, savedAt: row.savedAt.toISOString() };
}
