import { Cursor, Id, Limit } from '@isomer/kernel';
import { z } from 'zod';
import { NewPost, Post } from './values';

/** What is to be changed of a post; what is left out stays. */
export const PostChange = z
  .object({
    title: NewPost.shape.title.optional(),
    body: NewPost.shape.body.optional(),
    locale: NewPost.shape.locale.unwrap().optional(),
    tags: NewPost.shape.tags,
  })
  .meta({ examples: [{ title: 'Notes on the engine, and how it weaves' }] });
export type PostChange = z.infer<typeof PostChange>;

export const PostEdit = PostChange.extend({
  id: Id,
  /** It is changed only if it has one of these revisions. */
  ifRevision: z.array(z.int()).max(100).optional(),
});
export type PostEdit = z.infer<typeof PostEdit>;

export const RevisionNumber = z.int().min(1).max(1_000_000_000);

/** A post as it was, or is: what was written of it. */
export const Revision = Post.pick({ title: true, body: true, locale: true }).extend({
  postId: Id,
  revision: z.int().min(1),
  tags: z.array(z.string()),
  /** When it was written. */
  savedAt: z.iso.datetime(),
});
export type Revision = z.infer<typeof Revision>;

export const RevisionSummary = Revision.omit({ body: true });
export type RevisionSummary = z.infer<typeof RevisionSummary>;

export const RevisionQuery = z.object({ id: Id, cursor: Cursor, limit: Limit });
export type RevisionQuery = z.infer<typeof RevisionQuery>;
