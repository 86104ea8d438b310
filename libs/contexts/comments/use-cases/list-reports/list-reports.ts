import { type Handler, startAfter } from '@isomer/framework';
import { Id, PositionTime, pageAfter } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { CommentsApi, OpenReport, ReportQuery } from '../../contract';
import { ReportRepository } from '../../persistence/report.repository';

const Position = z.object({ createdAt: PositionTime, id: Id });

@Injectable()
export class ListReports implements Handler<typeof CommentsApi, 'reports'> {
  constructor(private readonly reports: ReportRepository) {}

  async handle({ cursor, limit }: ReportQuery): Promise<{ items: OpenReport[]; next?: string }> {
    const rows = await this.reports.open(limit + 1, startAfter(cursor, Position));
    return pageAfter(
      rows,
      limit,
      Position,
      ({ reason, comment: { body, html = '' } }) => reason.length + body.length + html.length,
    );
  }
}
