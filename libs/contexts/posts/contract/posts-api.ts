import { authenticated, command, contract, everyone, query, systemOnly } from '@isomer/framework';
import { Id, pageOf } from '@isomer/kernel';
import { z } from 'zod';
import { NotTheAuthor, PostNotFound } from './errors';
import { ImportResult, ImportedPost, NewPost, Post, PostQuery, PostSummary } from './values';

const PostId = z.object({ id: Id });

export class PostsApi extends contract('posts', {
  /** A draft, which its author alone can see. */
  write: command({ input: NewPost, output: Post, access: authenticated }),
  publish: command({
    input: PostId,
    output: Post,
    errors: [PostNotFound, NotTheAuthor],
    access: authenticated,
  }),
  read: query({ input: PostId, output: Post, errors: [PostNotFound], access: everyone }),
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
}) {}
