import { ApiCall, Paginated, body } from '@isomer/framework/edge';
import { IdentityApi } from '@isomer/identity/contract';
import { writtenText } from '@isomer/kernel';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CommentsApi, NewReport, OpenReport, Report, Resolution } from '../contract';
import { CommentId, CommentListQuery, ReportId } from './parameters';
import { CommentView, pageView } from './views';

const Reason = z
  .object({ reason: writtenText(NewReport.shape.reason) })
  .meta({ examples: [{ reason: 'Advertises something.' }] });
const Outcome = Resolution.pick({ outcome: true }).meta({ examples: [{ outcome: 'dismissed' }] });

const ReportView = z.object({ ...OpenReport.shape, comment: CommentView }).meta({ id: 'OpenCommentReport' });
const ReportPage = z
  .object({ items: z.array(ReportView), next: z.string().optional().describe('Cursor of the next page') })
  .meta({ id: 'CommentReportPage' });

@ApiTags('Comments')
@Controller('v1')
export class ReportsController {
  constructor(
    private readonly comments: CommentsApi,
    private readonly identity: IdentityApi,
  ) {}

  @Post('comments/:commentId/reports')
  @ApiCall(CommentsApi, 'report', {
    summary: 'Report a comment',
    description: 'Asks moderators to look at a comment; once a person.',
  })
  report(
    @Param('commentId', { schema: CommentId }) commentId: string,
    @Body({ schema: body(Reason) }) { reason }: z.infer<typeof Reason>,
  ): Promise<Report> {
    return this.comments.report({ commentId, reason });
  }

  @Get('comment-reports')
  @Paginated()
  @ApiCall(CommentsApi, 'reports', {
    summary: 'List the open reports',
    description: 'Reports of comments that no moderator has looked at, the oldest first. For moderators.',
    response: ReportPage,
  })
  async list(
    @Query({ schema: CommentListQuery }) query: CommentListQuery,
  ): Promise<z.infer<typeof ReportPage>> {
    const { items, next } = await this.comments.reports(query);
    const views = await pageView(this.identity, { items: items.map(({ comment }) => comment) });
    return { items: items.map((report, i) => ({ ...report, comment: views.items[i]! })), next };
  }

  @Post('comment-reports/:reportId/resolve')
  @ApiCall(CommentsApi, 'resolve', {
    summary: 'Resolve a report',
    description:
      'Ends every report of the comment that it is of, and removes the comment or not. For moderators.',
    status: 200,
  })
  resolve(
    @Param('reportId', { schema: ReportId }) id: string,
    @Body({ schema: body(Outcome) }) { outcome }: z.infer<typeof Outcome>,
  ): Promise<Report> {
    return this.comments.resolve({ id, outcome });
  }
}
