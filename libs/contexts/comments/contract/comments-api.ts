import { authenticated, command, contract, everyone, query, republish } from '@isomer/framework';
import { pageOf } from '@isomer/kernel';
import { PostNotFound } from '@isomer/posts/contract';
import { CommentNotFound, NestedTooDeep } from './errors';
import { CommentPosted, CommentsCounted } from './events';
import { Comment, CommentQuery, NewComment, NewReply } from './values';

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
    /** Publishes the number of comments of each post. */
    republish,
  },
  { events: [CommentPosted, CommentsCounted] },
) {}
