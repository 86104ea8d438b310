import { authenticated, command, contract, everyone, query, republish, systemOnly } from '@isomer/framework';
import { Id, pageOf } from '@isomer/kernel';
import { z } from 'zod';
import {
  NotTheAuthor,
  PostNotFound,
  PreviewNotFound,
  PublishedAlready,
  RevisionNotFound,
  TakenDown,
  TooManyPreviews,
} from './errors';
import { PostPublished, PostWithdrawn } from './events';
import { Feed, FeedQuery, PublicPost } from './pages';
import { MadePreview, NewPreview, Preview, Secret } from './previews';
import { OwnPostQuery, PostQuery, TagCount, TagQuery } from './queries';
import { PostEdit, Revision, RevisionNumber, RevisionQuery, RevisionSummary } from './revisions';
import { ImportResult, ImportedPost, NewPost, Post, PostSummary, Slug } from './values';

const PostId = z.object({ id: Id });
const PublishAt = z.iso.datetime();
const RevisionOf = PostId.extend({ revision: RevisionNumber });

export class PostsApi extends contract(
  'posts',
  {
    /** A draft, which its author and moderators can see. */
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
    /** Makes a draft of it again; for its author and moderators. */
    unpublish: command({
      input: PostId,
      output: Post,
      errors: [PostNotFound, NotTheAuthor],
      access: authenticated,
    }),
    /** For its author and moderators, who alone see it from then on. Every other call finds it no more. */
    delete: command({
      input: PostId,
      output: z.object({ deletedAt: z.iso.datetime() }),
      errors: [PostNotFound, NotTheAuthor],
      access: authenticated,
    }),
    /** Makes of a deleted post what it was, within thirty days. */
    restore: command({
      input: PostId,
      output: Post,
      errors: [PostNotFound, NotTheAuthor, TakenDown],
      access: authenticated,
    }),
    /** Deletes for good what was deleted more than thirty days ago, up to a number of posts. */
    purgeDeleted: command({
      input: z.object({}),
      output: z.object({ purged: z.int() }),
      access: systemOnly,
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
    /** Published posts. */
    list: query({ input: PostQuery, output: pageOf(PostSummary), access: everyone }),
    /** The thirty newest, with their HTML. */
    feed: query({ input: FeedQuery, output: Feed, access: everyone }),
    /** What a page of a published post shows, by a slug that it has or had. */
    page: query({
      input: z.object({ slug: Slug }),
      output: PublicPost,
      errors: [PostNotFound],
      access: everyone,
    }),
    /** What those who link to a published post show of it. */
    card: query({
      input: z.object({ slug: Slug }),
      output: PostSummary,
      errors: [PostNotFound],
      access: everyone,
    }),
    /** The caller's own, newest first; what is deleted only if that is asked for. */
    mine: query({ input: OwnPostQuery, output: pageOf(PostSummary), access: authenticated }),
    /** Tags of published posts, in the order of their letters. */
    tags: query({ input: TagQuery, output: pageOf(TagCount), access: everyone }),
    /** A link by which anybody who has it reads a post of the caller's. */
    createPreview: command({
      input: NewPreview,
      output: MadePreview,
      errors: [PostNotFound, NotTheAuthor, TooManyPreviews],
      access: authenticated,
      idempotency: 'exempt',
    }),
    previews: query({
      input: PostId,
      output: z.object({ items: z.array(Preview) }),
      errors: [PostNotFound, NotTheAuthor],
      access: authenticated,
    }),
    revokePreview: command({
      input: PostId.extend({ previewId: Id }),
      output: PostId,
      errors: [PostNotFound, NotTheAuthor, PreviewNotFound],
      access: authenticated,
    }),
    preview: query({
      input: z.object({ secret: Secret }),
      output: Post,
      errors: [PreviewNotFound],
      access: everyone,
    }),
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
    republish,
  },
  { events: [PostPublished, PostWithdrawn] },
) {}
