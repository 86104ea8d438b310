import {
  authenticated,
  command,
  contract,
  everyone,
  query,
  republish,
  role,
  stream,
  systemOnly,
} from '@isomer/framework';
import { Id, pageOf } from '@isomer/kernel';

import { PostNotFound } from '@isomer/posts/contract';
import { z } from 'zod';
import { Comment, CommentQuery, Edit, NewComment, NewReply } from './comment';
import { Counts, CountsQuery } from './counts';
import {
  CommentNotFound,
  EditedTooLate,
  NestedTooDeep,
  NotKept,
  NotTheCommenter,
  OwnComment,
  ParentUnknown,
  ReportNotFound,
  ReportedAlready,
  ThreadLocked,
  ThreadNotFound,
} from './errors';
import { CommentPosted, CommentsCounted } from './events';
import { ExportQuery, ExportedComment, ImportOutcome, ImportedComment } from './imported-comment';
import { NewReport, OpenReport, Report, ReportQuery, Resolution } from './report';
import { NewThread, NewThreadComment, RepliesQuery, Thread, ThreadQuery, Url } from './thread';
import { NewVote, Votes } from './votes';
import { WatchThread, Watched } from './watched';

export class CommentsApi extends contract(
  'comments',
  {
    post: command({
      input: NewComment,
      output: Comment,
      errors: [PostNotFound, ThreadLocked],
      access: authenticated,
    }),
    reply: command({
      input: NewReply,
      output: Comment,
      errors: [CommentNotFound, NestedTooDeep, ThreadLocked],
      access: authenticated,
    }),
    /** Comments of a published post with their replies, oldest first. */
    list: query({
      input: CommentQuery,
      output: pageOf(Comment),
      errors: [PostNotFound],
      access: everyone,
    }),
    /** The thread of a page: the one that is there, or one that is made now. */
    openThread: command({ input: NewThread, output: Thread, access: authenticated }),
    thread: query({
      input: z.object({ id: Id }),
      output: Thread,
      errors: [ThreadNotFound],
      access: everyone,
    }),
    /** The thread of a page, if it has one. */
    threadOf: query({
      input: z.object({ url: Url }),
      output: Thread,
      errors: [ThreadNotFound],
      access: everyone,
    }),
    comment: command({
      input: NewThreadComment,
      output: Comment,
      errors: [ThreadNotFound, ThreadLocked],
      access: authenticated,
    }),
    /** Comments on the thread itself, without replies. */
    inThread: query({
      input: ThreadQuery,
      output: pageOf(Comment),
      errors: [ThreadNotFound],
      access: everyone,
    }),
    replies: query({
      input: RepliesQuery,
      output: pageOf(Comment),
      errors: [CommentNotFound],
      access: everyone,
    }),
    read: query({
      input: z.object({ id: Id }),
      output: Comment,
      errors: [CommentNotFound],
      access: everyone,
    }),
    /** Comments of a thread as they come, within a second. What is edited or deleted is not told. */
    watch: stream({
      input: WatchThread,
      output: Watched,
      errors: [ThreadNotFound],
      access: everyone,
    }),
    /** Changes what one has said, soon after one has said it. */
    edit: command({
      input: Edit,
      output: Comment,
      errors: [CommentNotFound, NotTheCommenter, EditedTooLate],
      access: authenticated,
    }),
    /** Its author's, or a moderator's to do: its place stays for its replies. */
    delete: command({
      input: z.object({ id: Id }),
      output: Comment,
      errors: [CommentNotFound, NotTheCommenter],
      access: authenticated,
    }),
    /** Shows a comment again as it was, as long as what it said is kept. */
    restore: command({
      input: z.object({ id: Id }),
      output: Comment,
      errors: [CommentNotFound, NotKept],
      access: role('moderator'),
    }),
    /** Deletes what comments said that have been hidden for long, up to a number of them. */
    purgeHidden: command({
      input: z.object({}),
      output: z.object({ purged: z.int() }),
      access: systemOnly,
    }),
    /** A locked thread takes no more comments. */
    lock: command({
      input: z.object({ threadId: Id }),
      output: Thread,
      errors: [ThreadNotFound],
      access: role('moderator'),
    }),
    unlock: command({
      input: z.object({ threadId: Id }),
      output: Thread,
      errors: [ThreadNotFound],
      access: role('moderator'),
    }),
    /** How many comments many threads have. */
    counts: query({ input: CountsQuery, output: Counts, access: everyone }),
    /** For or against; another vote takes the place of the one before. */
    vote: command({
      input: NewVote,
      output: Votes,
      errors: [CommentNotFound, OwnComment],
      access: authenticated,
    }),
    withdrawVote: command({
      input: z.object({ commentId: Id }),
      output: Votes,
      errors: [CommentNotFound],
      access: authenticated,
    }),
    /** Asks moderators to look at a comment. */
    report: command({
      input: NewReport,
      output: Report,
      errors: [CommentNotFound, ReportedAlready],
      access: authenticated,
    }),
    /** Reports that nobody has looked at, the oldest first. */
    reports: query({ input: ReportQuery, output: pageOf(OpenReport), access: role('moderator') }),
    /** Ends every report of the comment that one is of, and removes it, or not. */
    resolve: command({
      input: Resolution,
      output: Report,
      errors: [ReportNotFound],
      access: role('moderator'),
    }),
    /** Adds a comment from elsewhere, or brings the one of that source up to date. */
    import: command({
      input: ImportedComment,
      output: ImportOutcome,
      errors: [PostNotFound, ParentUnknown],
      access: systemOnly,
    }),
    /** Every comment with all that is kept of it, thread by thread; those of one in the order in which they came. */
    export: query({ input: ExportQuery, output: pageOf(ExportedComment), access: systemOnly }),
    /** Publishes the number of comments of each post. */
    republish,
  },
  { events: [CommentPosted, CommentsCounted] },
) {}
