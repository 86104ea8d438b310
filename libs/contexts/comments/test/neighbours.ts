import { type Fake, fake } from '@isomer/framework/testing';
import { IdentityApi } from '@isomer/identity/contract';
import { newId } from '@isomer/kernel';
import { type PostSummary, PostsApi } from '@isomer/posts/contract';

const post: Omit<PostSummary, 'id'> = {
  authorId: newId(),
  title: 'A post',
  locale: 'en',
  status: 'published',
  createdAt: '2020-01-01T00:00:00.000Z',
  publishedAt: '2020-01-01T00:00:00.000Z',
};

/** Posts, of which these are published. */
export function publishedPosts(published: readonly string[]): Fake {
  return fake(PostsApi, {
    summaries: async ({ ids }) => ({
      posts: published.filter((id) => ids.includes(id)).map((id) => ({ ...post, id })),
    }),
  });
}

/** An identity that knows nobody. */
export function strangers(): Fake {
  return fake(IdentityApi, { profiles: async () => ({ profiles: [] }) });
}
