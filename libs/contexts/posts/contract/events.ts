import { event } from '@isomer/framework';
import { Id } from '@isomer/kernel';
import { z } from 'zod';

/** Everybody can read a post: it was published, or is there again. */
export class PostPublished extends event('posts.published', {
  version: 1,
  schema: z.object({ postId: Id }),
  key: ({ postId }) => postId,
}) {}

/** A post that everybody could read is a draft again, or deleted. */
export class PostWithdrawn extends event('posts.withdrawn', {
  version: 1,
  schema: z.object({ postId: Id }),
  key: ({ postId }) => postId,
}) {}
