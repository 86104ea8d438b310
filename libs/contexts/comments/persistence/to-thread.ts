import type { Thread } from '../contract';
import type { ThreadEntity } from './thread.entity';

export function toThread({
  id,
  postId,
  url,
  givenUrl,
  title,
  commentCount,
  lastPosition,
  lockedAt,
}: ThreadEntity): Thread {
  return {
    id,
    postId: postId ?? undefined,
    url: givenUrl ?? undefined,
    address: url ?? undefined,
    title: title ?? undefined,
    commentCount,
    lastPosition,
    locked: lockedAt !== null,
  };
}
