import { authenticated, command, contract, everyone, query, republish, systemOnly } from '@isomer/framework';
import { pageOf } from '@isomer/kernel';
import { PostNotFound } from '@isomer/posts/contract';
import { Comment, CommentQuery, NewComment, NewReply } from './comment';
import { CommentNotFound, NestedTooDeep, ParentUnknown } from './errors';
import { CommentPosted, CommentsCounted } from './events';
import { ExportQuery, ExportedComment, ImportOutcome, ImportedComment } from './imported-comment';

export class CommentsApi extends contract(
  'comments',
  {
    post: command({ input: NewComment, output: Comment, errors: [PostNotFound], access: authenticated }),
    reply: command({
      input: NewReply,
      output: Comment,
      errors: [CommentNotFound, NestedTooDeep],
      access: authenticated,
    }),
    /** Comments of a published post with their replies, oldest first. */
    list: query({
      input: CommentQuery,
      output: pageOf(Comment),
      errors: [PostNotFound],
      access: everyone,
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
