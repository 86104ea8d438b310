import { Profile } from '@isomer/identity/contract';
import { z } from 'zod';
import { Comment } from '../contract';

/** A comment as the API shows it: with its author. */
export const CommentView = z.object({ ...Comment.shape, author: Profile.optional() }).meta({ id: 'Comment' });
export type CommentView = z.infer<typeof CommentView>;

export const CommentPage = z
  .object({ items: z.array(CommentView), next: z.string().optional().describe('Cursor of the next page') })
  .meta({ id: 'CommentPage' });
export type CommentPage = z.infer<typeof CommentPage>;
