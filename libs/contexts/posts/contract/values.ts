import { Cursor, Id, Limit, Line, Text } from '@isomer/kernel';
import { z } from 'zod';

/** A post as it was written; `body` is Markdown, rendered by whoever shows it. */
export const Post = z.object({
  id: Id,
  authorId: Id,
  title: Line(200),
  body: Text(200_000),
  locale: z.string(),
  status: z.enum(['draft', 'published']),
  createdAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().optional(),
  /** When a draft is to be published. */
  publishAt: z.iso.datetime().optional(),
  /** With replies; a moment behind. Servers of before leave it out. */
  commentCount: z.int().min(0).optional(),
});
export type Post = z.infer<typeof Post>;

/** A post in a list: everything but its text. */
export const PostSummary = Post.omit({ body: true });
export type PostSummary = z.infer<typeof PostSummary>;

/** Language of a text as a BCP 47 tag, such as `en` or `pt-BR`. */
export const Locale = z
  .string()
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$/, 'must be a language tag such as en or pt-BR');

export const NewPost = z
  .object({ title: Line(200), body: Text(200_000), locale: Locale.default('en') })
  .meta({
    examples: [{ title: 'Notes on the engine', body: '# Notes\n\nIt *weaves* patterns.', locale: 'en' }],
  });
export type NewPost = z.infer<typeof NewPost>;

export const PostQuery = z.object({ authorId: Id.optional(), cursor: Cursor, limit: Limit });
export type PostQuery = z.infer<typeof PostQuery>;

/**
 * A post from elsewhere. `source` names it there: imported again it keeps its id and its author, and takes the rest
 * from the import; without `publishedAt` it keeps its date too, and a new one is published now.
 */
export const ImportedPost = NewPost.extend({
  source: Line(1_000),
  authorId: Id,
  publishedAt: z.iso.datetime().optional(),
});
export type ImportedPost = z.infer<typeof ImportedPost>;

export const ImportResult = z.object({ id: Id, outcome: z.enum(['created', 'updated', 'unchanged']) });
export type ImportResult = z.infer<typeof ImportResult>;
