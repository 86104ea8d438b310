import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Watched } from '../contract';
import { type CommentRow, commentColumns, isShown, toComment } from './comment-row';

/** Comments in the order in which they came. */
@Injectable()
export class ArrivalRepository {
  constructor(private readonly work: UnitOfWork) {}

  async lastPosition(threadId: string): Promise<number> {
    const rows: { position: number }[] = await this.work.reader.query(
      'SELECT last_position AS position FROM thread WHERE id = $1',
      [threadId],
    );
    return rows[0]?.position ?? 0;
  }

  /** Those that are shown, as everybody sees them. */
  async after(threadId: string, position: number, limit: number): Promise<Watched[]> {
    const rows: (CommentRow & { position: number })[] = await this.work.reader.query(
      `SELECT ${commentColumns(4)}, c.position FROM comment c
       WHERE c.thread_id = $1 AND c.position > $2 AND c.status = 'visible'
         AND ${isShown('$1')} ORDER BY c.position LIMIT $3`,
      [threadId, position, limit, null],
    );
    return rows.map((row) => ({ position: row.position, comment: toComment(row) }));
  }
}
