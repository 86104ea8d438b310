import { Cursor, Id, Limit, Text } from '@isomer/kernel';
import { z } from 'zod';
import { Comment } from './comment';

export const NewReport = z
  .object({ commentId: Id, reason: Text(1_000) })
  .meta({ examples: [{ reason: 'Advertises something.' }] });
export type NewReport = z.infer<typeof NewReport>;

const exampleReport = {
  id: '0190a3c8-3f40-7152-bd6e-7f8091021324',
  commentId: '0190a3c6-1d2e-7f30-9b4c-5d6e7f809102',
  reporterId: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
  reason: 'Advertises something.',
  createdAt: '2026-01-02T03:07:08.901Z',
};

/** What somebody thinks a moderator should look at. */
export const Report = z
  .object({
    id: Id,
    commentId: Id,
    reporterId: Id,
    reason: Text(1_000),
    createdAt: z.iso.datetime(),
    /** What a moderator has made of it; left out while it is open. */
    outcome: z.enum(['dismissed', 'removed']).optional(),
  })
  .meta({ id: 'CommentReport', examples: [exampleReport] });
export type Report = z.infer<typeof Report>;

/** One that is open, beside what it is about. */
export const OpenReport = z.object({ ...Report.shape, comment: Comment });
export type OpenReport = z.infer<typeof OpenReport>;

export const ReportQuery = z.object({ cursor: Cursor, limit: Limit });
export type ReportQuery = z.infer<typeof ReportQuery>;

export const Resolution = z
  .object({ id: Id, outcome: z.enum(['dismissed', 'removed']) })
  .meta({ examples: [{ outcome: 'dismissed' }] });
export type Resolution = z.infer<typeof Resolution>;
