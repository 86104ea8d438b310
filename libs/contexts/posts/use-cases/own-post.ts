import { NotTheAuthor, PostNotFound, PublishedAlready } from '../contract';
import { maySee } from '../domain/visibility';
import type { PostEntity } from '../persistence/post.entity';

/** A post that its author changes. @throws PostNotFound, also for the draft of somebody else; NotTheAuthor */
export function ownPost(post: PostEntity | null, readerId: string | undefined): PostEntity {
  if (!post || !maySee({ ...post, status: post.publishedAt ? 'published' : 'draft' }, readerId))
    throw new PostNotFound();
  if (post.authorId !== readerId) throw new NotTheAuthor();
  return post;
}

/** @throws PublishedAlready besides */
export function ownDraft(post: PostEntity | null, readerId: string | undefined): PostEntity {
  const own = ownPost(post, readerId);
  if (own.publishedAt) throw new PublishedAlready();
  return own;
}
