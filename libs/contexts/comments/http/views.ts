import { type IdentityApi, Profile, withAuthors } from '@isomer/identity/contract';
import { Id } from '@isomer/kernel';
import { z } from 'zod';
import { Comment, nil } from '../contract';

/** A comment as the API shows it: with its author, and without what stands for something that is not there. */
export const CommentView = z
  .object({
    ...Comment.shape,
    threadId: Id.describe('Id of the thread; that of a post has the id of the post'),
    postId: Id.optional().describe('Id of the post, of a comment on one'),
    authorId: Id.optional().describe('Left out for a guest, and where the comment is not shown'),
    author: Profile.optional(),
    body: Comment.shape.body.optional().describe('As it was written, in Markdown'),
    html: z.string().optional().describe('The same as HTML that is safe to show'),
  })
  .meta({
    id: 'Comment',
    examples: [
      {
        id: '0190a3c6-1d2e-7f30-9b4c-5d6e7f809102',
        threadId: '0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091',
        postId: '0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091',
        authorId: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
        body: 'Well said.',
        html: '<p>Well said.</p>\n',
        status: 'visible',
        replyCount: 0,
        up: 0,
        down: 0,
        revision: 1,
        createdAt: '2026-01-02T03:06:07.890Z',
        author: {
          id: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
          handle: 'ada',
          displayName: 'Ada Lovelace',
          joinedAt: '2026-01-01T02:03:04.567Z',
          avatarUrl: 'https://example.org/ada.png',
        },
      },
    ],
  });
export type CommentView = z.infer<typeof CommentView>;

export const CommentPage = z
  .object({ items: z.array(CommentView), next: z.string().optional().describe('Cursor of the next page') })
  .meta({ id: 'CommentPage' });
export type CommentPage = z.infer<typeof CommentPage>;

/** A page as the API shows it, with one call for all authors. */
export async function pageView(
  identity: Pick<IdentityApi, 'profiles'>,
  { items, next }: { items: Comment[]; next?: string },
): Promise<CommentPage> {
  const members = items.filter(({ authorId }) => authorId !== nil);
  const written = new Map((await withAuthors(identity, members)).map((each) => [each.id, each]));
  return { items: items.map((item) => shown(written.get(item.id) ?? item)), next };
}

export async function viewOf(
  identity: Pick<IdentityApi, 'profiles'>,
  comment: Comment,
): Promise<CommentView> {
  const { items } = await pageView(identity, { items: [comment] });
  return items[0]!;
}

function shown({ postId, authorId, body, ...comment }: Comment & { author?: Profile }): CommentView {
  // Comments of the version before are on posts, and all are shown.
  const { threadId = postId, status = 'visible' } = comment;
  return {
    ...comment,
    threadId,
    status,
    postId: postId === nil ? undefined : postId,
    authorId: authorId === nil ? undefined : authorId,
    body: status === 'visible' ? body : undefined,
  };
}
