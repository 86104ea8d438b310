import { Cursor, Id, Limit, Line, Text } from '@isomer/kernel';
import { z } from 'zod';
import { Votes } from './votes';

/** Who wrote a comment without being a member: it came from elsewhere. */
export const Guest = z.object({ name: Line(100), url: z.string().max(2_000).optional() });
export type Guest = z.infer<typeof Guest>;

/**
 * In the place of an id that is not there. Callers of the version before, which knew comments of members on posts alone,
 * need one.
 */
export const nil = '00000000-0000-0000-0000-000000000000';

/** What stands for the text of a comment that is not shown. */
export const withdrawn = '[deleted]';

export const Comment = z.object({
  id: Id,
  /** {@link nil} for a comment on a page elsewhere. */
  postId: Id,
  /** That of a post has the id of the post. */
  threadId: Id.optional(),
  /** The comment that this one answers, if it is a reply. */
  parentId: Id.optional(),
  /** {@link nil} for a guest, and where the comment is not shown. */
  authorId: Id,
  guest: Guest.optional(),
  /** As it was written, in Markdown; {@link withdrawn} where it is not shown. */
  body: Text(10_000),
  /** The same as HTML that is safe to show. */
  html: z.string().optional(),
  /** `deleted` by its author or `removed` by a moderator: its place is kept for its replies. */
  status: z.enum(['visible', 'deleted', 'removed']).optional(),
  /** Replies to it, without theirs. */
  replyCount: z.int().min(0).optional(),
  up: Votes.shape.up.optional(),
  down: Votes.shape.down.optional(),
  /** Of the caller. */
  vote: Votes.shape.vote,
  /** Goes up with each edit. */
  revision: z.int().min(1).optional(),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().optional(),
});
export type Comment = z.infer<typeof Comment>;

export const NewComment = z.object({ postId: Id, body: Text(10_000) });
export type NewComment = z.infer<typeof NewComment>;

export const NewReply = z.object({ commentId: Id, body: Text(10_000) });
export type NewReply = z.infer<typeof NewReply>;

/** `ifRevision`: what it must be of to be changed, if that matters. */
export const Edit = z.object({
  id: Id,
  body: Text(10_000),
  ifRevision: z.array(z.int()).max(100).optional(),
});
export type Edit = z.infer<typeof Edit>;

export const CommentQuery = z.object({ postId: Id, cursor: Cursor, limit: Limit });
export type CommentQuery = z.infer<typeof CommentQuery>;
