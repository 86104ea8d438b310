import { type IdentityApi, Profile, withAuthors } from '@isomer/identity/contract';
import { z } from 'zod';
import { Post, PostSummary, TagCount } from '../contract';

const summary = {
  id: '0190a3c5-0c1d-7e2f-8a3b-4c5d6e7f8091',
  authorId: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
  title: 'Notes on the engine',
  excerpt: 'Notes It weaves patterns.',
  locale: 'en',
  tags: ['engines'],
  slug: 'notes-on-the-engine',
  status: 'published',
  revision: 1,
  createdAt: '2026-01-02T03:04:05.678Z',
  updatedAt: '2026-01-02T03:04:05.678Z',
  publishedAt: '2026-01-02T03:05:06.789Z',
  commentCount: 3,
  author: {
    id: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
    handle: 'ada',
    displayName: 'Ada Lovelace',
    joinedAt: '2026-01-01T02:03:04.567Z',
    avatarUrl: 'https://example.org/ada.png',
  },
};

const text = {
  body: '# Notes\n\nIt *weaves* patterns.',
  html: '<h1>Notes</h1>\n<p>It <em>weaves</em> patterns.</p>',
};

/** A post as the API shows it: with its author. */
export const PostView = z
  .object({ ...Post.shape, author: Profile.optional() })
  .meta({ id: 'Post', examples: [{ ...summary, ...text }] });
export type PostView = z.infer<typeof PostView>;

/** Anything that somebody has written, with its author. */
export async function viewOf<T extends { authorId: string }>(
  identity: IdentityApi,
  written: T,
): Promise<T & { author?: Profile }> {
  const [view] = await withAuthors(identity, [written]);
  return view!;
}

export const PostSummaryView = z
  .object({ ...PostSummary.shape, author: Profile.optional() })
  .meta({ id: 'PostSummary', examples: [summary] });

export const PostPage = z
  .object({
    items: z.array(PostSummaryView),
    next: z.string().optional().describe('Cursor of the next page'),
  })
  .meta({ id: 'PostPage' });
export type PostPage = z.infer<typeof PostPage>;

export const TagPage = z
  .object({
    items: z.array(TagCount.meta({ id: 'TagCount', examples: [{ tag: 'engines', posts: 3 }] })),
    next: z.string().optional().describe('Cursor of the next page'),
  })
  .meta({ id: 'TagPage' });
export type TagPage = z.infer<typeof TagPage>;
