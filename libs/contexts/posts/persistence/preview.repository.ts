import { createHash } from 'node:crypto';
import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Preview } from '../contract';
import { type PostRow, summaryColumns } from './post-values';

type Row = Omit<Preview, 'createdAt' | 'expiresAt'> & { createdAt: Date; expiresAt: Date };

/** Previews by a digest of their secrets. A secret has 256 bits, so that its digest needs no salt. */
@Injectable()
export class PreviewRepository {
  constructor(private readonly work: UnitOfWork) {}

  async add({ id, postId, createdAt, expiresAt }: Row, secret: string): Promise<void> {
    await this.work.writer.query(
      `INSERT INTO post_preview (id, post_id, secret_digest, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
      [id, postId, digestOf(secret), createdAt, expiresAt],
    );
  }

  async forgetExpired(postId: string, now: Date): Promise<void> {
    await this.work.writer.query('DELETE FROM post_preview WHERE post_id = $1 AND expires_at <= $2', [
      postId,
      now,
    ]);
  }

  /** Those that lead to a post, the last made first. */
  async ofPost(postId: string, now: Date): Promise<Preview[]> {
    const rows: Row[] = await this.work.reader.query(
      `SELECT id, post_id AS "postId", created_at AS "createdAt", expires_at AS "expiresAt"
       FROM post_preview WHERE post_id = $1 AND expires_at > $2 ORDER BY id DESC`,
      [postId, now],
    );
    return rows.map(toPreview);
  }

  /** Whether there was one. */
  async remove(postId: string, id: string): Promise<boolean> {
    const [, count] = (await this.work.writer.query(
      'DELETE FROM post_preview WHERE post_id = $1 AND id = $2',
      [postId, id],
    )) as [unknown[], number];
    return count > 0;
  }

  /** What a secret leads to. */
  async findPost(secret: string, now: Date): Promise<PostRow | undefined> {
    const rows: PostRow[] = await this.work.reader.query(
      `SELECT ${summaryColumns}, body, html FROM post WHERE deleted_at IS NULL
       AND id = (SELECT post_id FROM post_preview WHERE secret_digest = $1 AND expires_at > $2)`,
      [digestOf(secret), now],
    );
    return rows[0];
  }
}

export function toPreview({ createdAt, expiresAt, ...row }: Row): Preview {
  return { ...row, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
