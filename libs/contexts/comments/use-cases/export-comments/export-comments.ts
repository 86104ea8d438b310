import { type Handler, startAfter } from '@isomer/framework';
import { Id, pageAfter } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { CommentsApi, ExportQuery, ExportedComment } from '../../contract';
import { ImportedCommentRepository } from '../../persistence/imported-comment.repository';

const Position = z.object({ threadId: Id, position: z.string().regex(/^\d{1,9}$/) });

@Injectable()
export class ExportComments implements Handler<typeof CommentsApi, 'export'> {
  constructor(private readonly comments: ImportedCommentRepository) {}

  async handle({
    threadId,
    cursor,
    limit,
  }: ExportQuery): Promise<{ items: ExportedComment[]; next?: string }> {
    const rows = await this.comments.all(threadId, limit + 1, startAfter(cursor, Position));
    return pageAfter(rows, limit, Position, ({ body = '' }) => body.length);
  }
}
