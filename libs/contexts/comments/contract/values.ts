import { Cursor, Id, Limit, Text } from '@isomer/kernel';
import { z } from 'zod';

export const Comment = z.object({
  id: Id,
  postId: Id,
  /** The comment that this one answers, if it is a reply. */
  parentId: Id.optional(),
  authorId: Id,
  body: Text(10_000),
  createdAt: z.iso.datetime(),
});
export type Comment = z.infer<typeof Comment>;

export const NewComment = z.object({ postId: Id, body: Text(10_000) });
export type NewComment = z.infer<typeof NewComment>;

export const NewReply = z.object({ commentId: Id, body: Text(10_000) });
export type NewReply = z.infer<typeof NewReply>;

export const CommentQuery = z.object({ postId: Id, cursor: Cursor, limit: Limit });
export type CommentQuery = z.infer<typeof CommentQuery>;
