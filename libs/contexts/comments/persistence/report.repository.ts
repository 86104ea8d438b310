import { UnitOfWork, memberId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { OpenReport, Report } from '../contract';
import { type CommentRow, commentColumns, toComment } from './comment-row';
import { ReportEntity } from './report.entity';

type Row = Omit<ReportEntity, 'resolvedBy' | 'resolvedAt'>;

const row = `r.id, r.comment_id AS "commentId", r.reporter_id AS "reporterId", r.reason, r.created_at AS "createdAt",
  r.outcome`;

@Injectable()
export class ReportRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Resolves with undefined if that person has reported that comment before. */
  async add(report: Omit<Row, 'outcome'>): Promise<Report | undefined> {
    const rows: Row[] = await this.work.writer.query(
      `INSERT INTO report AS r (id, comment_id, reporter_id, reason, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (comment_id, reporter_id) DO NOTHING RETURNING ${row}`,
      [report.id, report.commentId, report.reporterId, report.reason, report.createdAt],
    );
    return rows[0] && toReport(rows[0]);
  }

  async find(id: string): Promise<Report | undefined> {
    const rows: Row[] = await this.work.reader.query(`SELECT ${row} FROM report r WHERE r.id = $1`, [id]);
    return rows[0] && toReport(rows[0]);
  }

  /** Those that are open, the oldest first, each with its comment. */
  async open(limit: number, after: { createdAt: string; id: string } | undefined): Promise<OpenReport[]> {
    const found: (CommentRow & { report: Row })[] = await this.work.reader.query(
      `SELECT ${commentColumns(2)}, r.report
       FROM (SELECT r.comment_id, r.created_at, r.id, to_jsonb(x) AS report FROM report r, LATERAL (SELECT ${row}) x
         WHERE r.outcome IS NULL ${after ? 'AND (r.created_at, r.id) > ($3::timestamptz, $4::uuid)' : ''}
         ORDER BY r.created_at, r.id LIMIT $1) r
         JOIN comment c ON c.id = r.comment_id ORDER BY r.created_at, r.id`,
      [limit, memberId(), ...(after ? [after.createdAt, after.id] : [])],
    );
    return found.map(({ report, ...comment }) => ({
      ...toReport({ ...report, createdAt: new Date(report.createdAt) }),
      comment: toComment(comment),
    }));
  }

  /** Of every open report of a comment. */
  async resolve(
    commentId: string,
    { outcome, resolvedBy, resolvedAt }: Pick<ReportEntity, 'outcome' | 'resolvedBy' | 'resolvedAt'>,
  ): Promise<void> {
    await this.work.writer.query(
      `UPDATE report SET outcome = $2, resolved_by = $3, resolved_at = $4 WHERE comment_id = $1 AND outcome IS NULL`,
      [commentId, outcome, resolvedBy, resolvedAt],
    );
  }
}

function toReport({ id, commentId, reporterId, reason, createdAt, outcome }: Row): Report {
  return {
    id,
    commentId,
    reporterId,
    reason,
    createdAt: createdAt.toISOString(),
    outcome: outcome ?? undefined,
  };
}
