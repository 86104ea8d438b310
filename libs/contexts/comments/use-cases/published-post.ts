import { PostNotFound, type PostsApi } from '@isomer/posts/contract';

/** @throws PostNotFound for a post that does not exist or is a draft: the two are one to whoever is not its author */
export async function assertPublished(posts: Pick<PostsApi, 'summaries'>, postId: string): Promise<void> {
  const found = await posts.summaries({ ids: [postId] });
  if (found.posts.length === 0) throw new PostNotFound();
}
