import { numeric, queryOf } from '@isomer/framework/edge';
import { Cursor, Id, Limit, writtenText } from '@isomer/kernel';
import { z } from 'zod';
import { NewComment, Order } from '../contract';

export const CommentBody = z
  .object({ body: writtenText(NewComment.shape.body) })
  .meta({ examples: [{ body: 'Well said.' }] });
export type CommentBody = z.infer<typeof CommentBody>;

export const PostId = Id.describe('Id of the post: the `id` that `POST /v1/posts` answered');
export const CommentId = Id.describe('Id of the comment: the `id` that commenting or replying answered');
export const ThreadId = Id.describe(
  'Id of the thread: the `id` that `POST /v1/threads` answered, or that of a post',
);

export const ReportId = Id.describe('Id of the report: the `id` that reporting answered');

export const CommentListQuery = queryOf({ cursor: Cursor, limit: numeric(Limit) });
export type CommentListQuery = z.infer<typeof CommentListQuery>;

export const OrderedQuery = queryOf({
  order: Order.default('oldest').describe('`best`: first those that most like for sure'),
  cursor: Cursor,
  limit: numeric(Limit),
});
export type OrderedQuery = z.infer<typeof OrderedQuery>;
