import { Id, Line, Text } from '@isomer/kernel';
import { z } from 'zod';
import { maxTags } from './tags';

/** What a post is found by in a URL: of its title, in any script. One of before leads to it, too. */
export const Slug = z
  .string()
  .regex(/^[^\s/?#%\u0000-\u001f\u007f\ud800-\udfff]{1,100}$/u, 'must be the slug of a post');

const Time = z.iso.datetime();

/** A post as it was written; `body` is Markdown. Fields that may be missing are those that servers of before leave out. */
export const Post = z.object({
  id: Id,
  authorId: Id,
  title: Line(200),
  body: Text(200_000),
  /** The body as HTML that is safe to show. Left out where a call could not carry both. */
  html: z.string().optional(),
  /** Beginning of its text, without any markup. */
  excerpt: z.string().optional(),
  locale: z.string(),
  tags: z.array(z.string()).optional(),
  slug: z.string().optional(),
  status: z.enum(['draft', 'published']),
  /** How often what was written has changed, from 1. */
  revision: z.int().min(1).optional(),
  createdAt: Time,
  /** When what was written has last changed. */
  updatedAt: Time.optional(),
  publishedAt: Time.optional(),
  /** When a draft is to be published. */
  publishAt: Time.optional(),
  /** Since when it is there for its author and moderators alone, who may restore it for thirty days. */
  deletedAt: Time.optional(),
  /** With replies; a moment behind. */
  commentCount: z.int().min(0).optional(),
});
export type Post = z.infer<typeof Post>;

/** A post in a list: everything but its text. */
export const PostSummary = Post.omit({ body: true, html: true });
export type PostSummary = z.infer<typeof PostSummary>;

/** Language of a text as a BCP 47 tag, such as `en` or `pt-BR`. */
export const Locale = z
  .string()
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$/, 'must be a language tag such as en or pt-BR');

/** As people write them: they are kept in lower case, with `-` between words. */
export const Tags = z.array(Line(60)).max(maxTags, `must have at most ${maxTags} tags`);

export const NewPost = z
  .object({
    title: Line(200),
    body: Text(200_000),
    locale: Locale.default('en'),
    tags: Tags.optional(),
  })
  .meta({
    examples: [
      {
        title: 'Notes on the engine',
        body: '# Notes\n\nIt *weaves* patterns.',
        locale: 'en',
        tags: ['engines'],
      },
    ],
  });
export type NewPost = z.infer<typeof NewPost>;

/**
 * A post from elsewhere. `source` names it there: imported again it keeps its id and its author, and takes the rest
 * from the import; without `publishedAt` it keeps its date too, and a new one is published now. Without `tags` it keeps those.
 * `slug` is what it was found by there: it has the same here where that is free and can be one, and else one that is made of it.
 */
export const ImportedPost = NewPost.extend({
  source: Line(1_000),
  authorId: Id,
  publishedAt: z.iso.datetime().optional(),
  slug: Line(300).optional(),
});
export type ImportedPost = z.infer<typeof ImportedPost>;

export const ImportResult = z.object({
  id: Id,
  outcome: z.enum(['created', 'updated', 'unchanged']),
  /** What it is found by now. */
  slug: z.string().optional(),
});
export type ImportResult = z.infer<typeof ImportResult>;
