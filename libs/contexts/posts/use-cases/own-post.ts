import { callerHasRole, memberId } from '@isomer/framework';
import { NotTheAuthor, PostNotFound, PublishedAlready } from '../contract';
import { type Reader, isItsReader, maySee } from '../domain/visibility';

interface Post {
  authorId: string;
  publishedAt: Date | null;
}

export function reader(): Reader {
  return { id: memberId(), moderates: callerHasRole('moderator') };
}

/** A post that is looked at. @throws PostNotFound, also for what others have not published */
export function seenPost<T extends Post>(post: T | null | undefined, by: Reader): T {
  if (!post || !maySee(post, by)) throw new PostNotFound();
  return post;
}

/** One that its author or a moderator looks after. @throws PostNotFound, NotTheAuthor */
export function keptPost<T extends Post>(post: T | null | undefined, by: Reader): T {
  const seen = seenPost(post, by);
  if (!isItsReader(seen, by)) throw new NotTheAuthor();
  return seen;
}

/** One that its author changes. @throws PostNotFound, NotTheAuthor */
export function ownPost<T extends Post>(post: T | null | undefined, by: Reader): T {
  const seen = seenPost(post, by);
  if (seen.authorId !== by.id) throw new NotTheAuthor();
  return seen;
}

/** @throws PublishedAlready besides */
export function ownDraft<T extends Post>(post: T | null | undefined, by: Reader): T {
  const own = ownPost(post, by);
  if (own.publishedAt) throw new PublishedAlready();
  return own;
}
