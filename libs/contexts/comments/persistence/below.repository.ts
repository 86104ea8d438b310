import { UnitOfWork, memberId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Comment, Order } from '../contract';
import { type CommentRow, commentColumns, isShown, toComment } from './comment-row';

/** A comment with what the orders sort by, as text that says it exactly. */
export type Ordered = Comment & { order: Order; best: string };

/** How an order sorts, and how it goes on after the values of a row. */
const orders = {
  oldest: { by: 'c.created_at, c.id', after: '(c.created_at, c.id) > ($4::timestamptz, $5::uuid)' },
  newest: {
    by: 'c.created_at DESC, c.id DESC',
    after: '(c.created_at, c.id) < ($4::timestamptz, $5::uuid)',
  },
  best: { by: 'c.best DESC, c.id DESC', after: '(c.best, c.id) < ($4::float8, $5::uuid)' },
};

/** The thread of a comment, or a thread itself. */
const threadOf = 'coalesce((SELECT thread_id FROM comment WHERE id = $1), $1)';

/** What is directly below a comment, or below a thread itself: each page costs the same, however much there is. */
@Injectable()
export class BelowRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** @param after value and id of the row before */
  async page(
    id: string,
    order: Order,
    limit: number,
    after: { value: string; id: string } | undefined,
  ): Promise<Ordered[]> {
    const { by, after: goingOn } = orders[order];
    const rows: (CommentRow & { best: string })[] = await this.work.reader.query(
      `SELECT ${commentColumns(3)}, c.best::text FROM comment c
       WHERE coalesce(c.parent_id, c.thread_id) = $1 AND c.status <> 'spam' AND ${isShown(threadOf)} ${after ? `AND ${goingOn}` : ''}
       ORDER BY ${by} LIMIT $2`,
      [id, limit, memberId(), ...(after ? [after.value, after.id] : [])],
    );
    return rows.map((row) => ({ ...toComment(row), order, best: row.best }));
  }
}
