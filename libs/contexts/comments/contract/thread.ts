import { Cursor, Id, Limit, Line, Text } from '@isomer/kernel';
import { z } from 'zod';

/** Address of a page that can be commented on. */
export const Url = z
  .string()
  .max(2_000, 'must have at most 2000 characters')
  .regex(/^https?:\/\/[^\s\u0000-\u001f\u007f\ud800-\udfff]+$/iu, 'must be an address with http or https');

/** Comments on one thing: a post, or a page elsewhere. */
export const Thread = z
  .object({
    /** That of a post has the id of the post. */
    id: Id,
    postId: Id.optional(),
    /** Address of the page, as it was first given. */
    url: z.string().optional(),
    /** The one address that stands for all that the page has. */
    address: z.string().optional(),
    title: z.string().optional(),
    /** Of those that are shown, with replies. */
    commentCount: z.int().min(0),
    /** Of the comment that came last: what is watched from there on misses none. */
    lastPosition: z.int().min(0).default(0),
    /** Whether it takes no more comments. */
    locked: z.boolean().default(false),
  })
  .meta({
    id: 'Thread',
    examples: [
      {
        id: '0190a3c7-2e3f-7041-ac5d-6e7f80910213',
        url: 'https://blog.example.com/engines/?utm_source=feed',
        address: 'https://blog.example.com/engines',
        title: 'On engines',
        commentCount: 0,
        lastPosition: 0,
        locked: false,
      },
    ],
  });
export type Thread = z.infer<typeof Thread>;

export const NewThread = z.object({ url: Url, title: Line(300).optional() }).meta({
  examples: [{ url: 'https://blog.example.com/engines/', title: 'On engines' }],
});
export type NewThread = z.infer<typeof NewThread>;

export const NewThreadComment = z.object({ threadId: Id, body: Text(10_000) });
export type NewThreadComment = z.infer<typeof NewThreadComment>;

/** `best`: those that most like for sure come first. */
export const Order = z.enum(['oldest', 'newest', 'best']);
export type Order = z.infer<typeof Order>;

const OrderedPage = z.object({ order: Order.default('oldest'), cursor: Cursor, limit: Limit });

export const ThreadQuery = OrderedPage.extend({ threadId: Id });
export type ThreadQuery = z.infer<typeof ThreadQuery>;

export const RepliesQuery = OrderedPage.extend({ commentId: Id });
export type RepliesQuery = z.infer<typeof RepliesQuery>;
