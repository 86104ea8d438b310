import { Cursor, Id, Limit, Line } from '@isomer/kernel';
import { z } from 'zod';

export const PostOrder = z.enum(['newest', 'oldest', 'updated', 'most-commented']);
export type PostOrder = z.infer<typeof PostOrder>;

/** Which published posts, in which order. */
export const PostQuery = z.object({
  authorId: Id.optional(),
  /** As people write it. */
  tag: Line(60).optional(),
  locale: z.string().max(40).optional(),
  /** Published then or later. */
  publishedFrom: z.iso.datetime().optional(),
  /** Published before. */
  publishedBefore: z.iso.datetime().optional(),
  /** Words, all of which are in its title or the first 100,000 characters of its text; quotes and minus as in search engines. */
  q: Line(200).optional(),
  order: PostOrder.default('newest'),
  cursor: Cursor,
  limit: Limit,
});
export type PostQuery = z.infer<typeof PostQuery>;

export const OwnPostStatus = z.enum(['draft', 'scheduled', 'published', 'deleted']);
export type OwnPostStatus = z.infer<typeof OwnPostStatus>;

export const OwnPostQuery = z.object({ status: OwnPostStatus.optional(), cursor: Cursor, limit: Limit });
export type OwnPostQuery = z.infer<typeof OwnPostQuery>;

export const TagQuery = z.object({ cursor: Cursor, limit: Limit });
export type TagQuery = z.infer<typeof TagQuery>;

/** A tag, and how many published posts have it. */
export const TagCount = z.object({ tag: z.string(), posts: z.int().min(1) });
export type TagCount = z.infer<typeof TagCount>;
