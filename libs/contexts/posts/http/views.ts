import { Profile } from '@isomer/identity/contract';
import { z } from 'zod';
import { Post, PostSummary } from '../contract';

/** A post as the API shows it: with its author. */
export const PostView = z.object({ ...Post.shape, author: Profile.optional() }).meta({ id: 'Post' });
export type PostView = z.infer<typeof PostView>;

export const PostSummaryView = z.object({ ...PostSummary.shape, author: Profile.optional() }).meta({ id: 'PostSummary' });

export const PostPage = z
  .object({ items: z.array(PostSummaryView), next: z.string().optional().describe('Cursor of the next page') })
  .meta({ id: 'PostPage' });
export type PostPage = z.infer<typeof PostPage>;
