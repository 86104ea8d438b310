import { type Handler, UnitOfWork, callerId } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import {
  CommentNotFound,
  type CommentsApi,
  type NewReport,
  type Report,
  ReportedAlready,
} from '../../contract';
import { CommentRepository } from '../../persistence/comment.repository';
import { ReportRepository } from '../../persistence/report.repository';

@Injectable()
export class ReportComment implements Handler<typeof CommentsApi, 'report'> {
  constructor(
    private readonly comments: CommentRepository,
    private readonly reports: ReportRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ commentId, reason }: NewReport): Promise<Report> {
    const reporterId = callerId();
    return this.work.run(async () => {
      // Held, so that it is not removed before there is something to resolve.
      const comment = await this.comments.holdShown(commentId);
      if (comment?.status !== 'visible') throw new CommentNotFound();
      const createdAt = new Date();
      const id = newId(createdAt.getTime());
      const report = await this.reports.add({ id, commentId, reporterId, reason, createdAt });
      if (!report) throw new ReportedAlready();
      return report;
    });
  }
}
