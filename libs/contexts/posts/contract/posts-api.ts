import { authenticated, command, contract, everyone, query, systemOnly } from '@isomer/framework';
import { Id, pageOf } from '@isomer/kernel';
import { z } from 'zod';
import { NotTheAuthor, PostNotFound, PublishedAlready, RevisionNotFound } from './errors';
import { PostEdit, Revision, RevisionNumber, RevisionQuery, RevisionSummary } from './revisions';
import { ImportResult, ImportedPost, NewPost, Post, PostQuery, PostSummary, Slug } from './values';

const PostId = z.object({ id: Id });
const PublishAt = z.iso.datetime();
const RevisionOf = PostId.extend({ revision: RevisionNumber });

export class PostsApi extends contract('posts', {
  /** A draft, which its author alone can see. */
  write: command({ input: NewPost, output: Post, access: authenticated }),
  /** Changes what was written; that as it was is kept as a revision. */
  edit: command({
    input: PostEdit,
    output: Post,
    errors: [PostNotFound, NotTheAuthor],
    access: authenticated,
  }),
  /** What was written of a post, newest first; for its author and moderators. */
  revisions: query({
    input: RevisionQuery,
    output: pageOf(RevisionSummary),
    errors: [PostNotFound, NotTheAuthor],
    access: authenticated,
  }),
  revision: query({
    input: RevisionOf,
    output: Revision,
    errors: [PostNotFound, NotTheAuthor, RevisionNotFound],
    access: authenticated,
  }),
  /** Edits a post back to what it was. */
  restoreRevision: command({
    input: RevisionOf,
    output: Post,
    errors: [PostNotFound, NotTheAuthor, RevisionNotFound],
    access: authenticated,
  }),
  publish: command({
    input: PostId,
    output: Post,
    errors: [PostNotFound, NotTheAuthor],
    access: authenticated,
  }),
  /** Has a draft published at a time, or soon if that has passed. Another time takes its place. */
  schedule: command({
    input: PostId.extend({ publishAt: PublishAt }),
    output: Post,
    errors: [PostNotFound, NotTheAuthor, PublishedAlready],
    access: authenticated,
  }),
  unschedule: command({
    input: PostId,
    output: Post,
    errors: [PostNotFound, NotTheAuthor, PublishedAlready],
    access: authenticated,
  }),
  /** Publishes a draft, if that is still the time that it is to be published at. */
  publishScheduled: command({
    input: PostId.extend({ publishAt: PublishAt }),
    output: z.object({ published: z.boolean() }),
    access: systemOnly,
  }),
  read: query({ input: PostId, output: Post, errors: [PostNotFound], access: everyone }),
  /** By its slug, or one that it had before. */
  bySlug: query({
    input: z.object({ slug: Slug }),
    output: Post,
    errors: [PostNotFound],
    access: everyone,
  }),
  /** Those of the ids that are published, in no order. */
  summaries: query({
    input: z.object({ ids: z.array(Id).max(100) }),
    output: z.object({ posts: z.array(PostSummary) }),
    access: everyone,
  }),
  /** Published posts, newest first. */
  list: query({ input: PostQuery, output: pageOf(PostSummary), access: everyone }),
  /** Adds a post from elsewhere, or brings the one of that source up to date. */
  import: command({
    input: ImportedPost,
    output: ImportResult,
    access: systemOnly,
  }),
  /** Gives some posts of before what is made of a text when it is written: HTML, an excerpt and a slug. */
  renderOlder: command({
    input: z.object({}),
    output: z.object({ rendered: z.int() }),
    access: systemOnly,
  }),
}) {}
