import { startAfter } from '@isomer/framework';
import { Id, PositionTime, pageAfter } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Comment, Order } from '../contract';
import { BelowRepository } from '../persistence/below.repository';

// With the name of the order, so that a cursor of one is not taken for another.
const byTime = (order: string) => z.object({ order: z.literal(order), createdAt: PositionTime, id: Id });
const positions = {
  oldest: byTime('oldest'),
  newest: byTime('newest'),
  best: z.object({ order: z.literal('best'), best: z.string().regex(/^-?\d(\.\d+)?(e-\d+)?$/), id: Id }),
};

/** A page of what is directly below a comment or a thread, in an order. */
@Injectable()
export class CommentsBelow {
  constructor(private readonly below: BelowRepository) {}

  async page(
    id: string,
    { order, cursor, limit }: { order: Order; cursor?: string; limit: number },
  ): Promise<{ items: Comment[]; next?: string }> {
    const start: Record<string, string> | undefined = startAfter(cursor, positions[order]);
    const after = start && { value: (start.best ?? start.createdAt)!, id: start.id! };
    const rows = await this.below.page(id, order, limit + 1, after);
    return pageAfter(rows, limit, positions[order], ({ body, html = '' }) => body.length + html.length);
  }
}
