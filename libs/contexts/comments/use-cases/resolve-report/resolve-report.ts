import { type Handler, UnitOfWork, memberId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type CommentsApi, type Report, ReportNotFound, type Resolution } from '../../contract';
import { ReportRepository } from '../../persistence/report.repository';
import { Visibility } from '../visibility';

@Injectable()
export class ResolveReport implements Handler<typeof CommentsApi, 'resolve'> {
  constructor(
    private readonly reports: ReportRepository,
    private readonly visibility: Visibility,
    private readonly work: UnitOfWork,
  ) {}

  handle({ id, outcome }: Resolution): Promise<Report> {
    const resolvedBy = memberId() ?? null;
    return this.work.run(async () => {
      const report = await this.reports.find(id);
      if (!report) throw new ReportNotFound();
      const comment = (await this.visibility.hold(report.commentId))!;
      if (outcome === 'removed' && comment.status === 'visible')
        await this.visibility.hide(comment, 'removed');
      await this.reports.resolve(report.commentId, { outcome, resolvedBy, resolvedAt: new Date() });
      return (await this.reports.find(id))!;
    });
  }
}
