import { callerHasRole, memberId } from '@isomer/framework';
import { NotTheAuthor, PostNotFound, PublishedAlready } from '../contract';
import { type Reader, isItsReader, maySee } from '../domain/visibility';

interface Post {
  authorId: string;
  publishedAt: Date | null;
  deletedAt: Date | null;
}

export function reader(): Reader {
  return { id: memberId(), moderates: callerHasRole('moderator') };
}

/** A post that is looked at. @throws PostNotFound, also for what others have not published */
export function seenPost<T extends Post>(post: T | null | undefined, by: Reader): T {
  if (!post || !maySee(post, by)) throw new PostNotFound();
  return post;
}

/** One that its author or a moderator looks after, deleted or not. @throws PostNotFound, NotTheAuthor */
export function keptPost<T extends Post>(post: T | null | undefined, by: Reader): T {
  const seen = seenPost(post, by);
  if (!isItsReader(seen, by)) throw new NotTheAuthor();
  return seen;
}

/** @throws PostNotFound, NotTheAuthor */
export function keptAndThere<T extends Post>(post: T | null | undefined, by: Reader): T {
  return there(keptPost(post, by));
}

/** One that its author changes. @throws PostNotFound, NotTheAuthor */
export function ownPost<T extends Post>(post: T | null | undefined, by: Reader): T {
  const seen = seenPost(post, by);
  if (seen.authorId !== by.id) throw new NotTheAuthor();
  return there(seen);
}

/** @throws PublishedAlready besides */
export function ownDraft<T extends Post>(post: T | null | undefined, by: Reader): T {
  const own = ownPost(post, by);
  if (own.publishedAt) throw new PublishedAlready();
  return own;
}

/** To be changed, what is deleted must be restored first. */
function there<T extends Post>(post: T): T {
  if (post.deletedAt) throw new PostNotFound();
  return post;
}
