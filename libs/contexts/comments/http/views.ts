import { Profile } from '@isomer/identity/contract';
import { z } from 'zod';
import { Comment } from '../contract';

/** A comment as the API shows it: with its author. */
export const CommentView = z.object({ ...Comment.shape, author: Profile.optional() }).meta({
  id: 'Comment',
  examples: [
    {
      id: '0190a3c6-1d2e-7f30-9b4c-5d6e7f809102',
      postId: '0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091',
      authorId: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
      body: 'Well said.',
      createdAt: '2026-01-02T03:06:07.890Z',
      author: {
        id: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
        handle: 'ada',
        displayName: 'Ada Lovelace',
        joinedAt: '2026-01-01T02:03:04.567Z',
      },
    },
  ],
});
export type CommentView = z.infer<typeof CommentView>;

export const CommentPage = z
  .object({ items: z.array(CommentView), next: z.string().optional().describe('Cursor of the next page') })
  .meta({ id: 'CommentPage' });
export type CommentPage = z.infer<typeof CommentPage>;
