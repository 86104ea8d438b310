import { Id, Line } from '@isomer/kernel';
import { z } from 'zod';
import { Post, PostSummary } from './values';

/** A published post as a page of its own shows it. Without HTML where that is too long. */
export const PublicPost = PostSummary.extend({ html: Post.shape.html });
export type PublicPost = z.infer<typeof PublicPost>;

export const FeedQuery = z.object({ authorId: Id.optional(), tag: Line(60).optional() });
export type FeedQuery = z.infer<typeof FeedQuery>;

/** The newest of published posts. Long ones have an excerpt alone, so that all of them fit in one answer. */
export const Feed = z.object({ items: z.array(PublicPost) });
export type Feed = z.infer<typeof Feed>;
