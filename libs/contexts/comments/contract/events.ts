import { event } from '@isomer/framework';
import { Id } from '@isomer/kernel';
import { z } from 'zod';

/** Somebody has commented on a post, or replied to a comment on it. */
export class CommentPosted extends event('comments.posted', {
  version: 1,
  schema: z.object({ id: Id, postId: Id, parentId: Id.optional(), authorId: Id }),
  key: ({ postId }) => postId,
}) {}

/** How many comments a post has, replies included. Published for who counts anew; the next ones count from there. */
export class CommentsCounted extends event('comments.counted', {
  version: 1,
  schema: z.object({ postId: Id, count: z.int().min(0) }),
  key: ({ postId }) => postId,
}) {}
