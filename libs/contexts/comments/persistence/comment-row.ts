import { renderComment } from '@isomer/markup';
import { type Comment, nil, withdrawn } from '../contract';
import type { CommentEntity } from './comment.entity';

export type CommentRow = Omit<
  CommentEntity,
  'position' | 'depth' | 'guestEmailHash' | 'source' | 'sourceDigest'
>;

/** Of `comment c`. */
export const commentColumns = `c.id, c.thread_id AS "threadId", c.post_id AS "postId", c.parent_id AS "parentId",
  c.author_id AS "authorId", c.guest_name AS "guestName", c.guest_url AS "guestUrl", c.status, c.body, c.html,
  c.reply_count AS "replyCount", c.created_at AS "createdAt"`;

/** A comment as others may see it: of one that is not shown there is its place alone. */
export function toComment(row: CommentRow): Comment {
  const { id, threadId, status, replyCount, createdAt } = row;
  return {
    id,
    postId: row.postId ?? nil,
    threadId,
    parentId: row.parentId ?? undefined,
    ...(status === 'visible' ? shown(row) : { authorId: nil, body: withdrawn }),
    // What is spam to a moderator is removed to everybody else.
    status: status === 'spam' ? 'removed' : status,
    replyCount,
    createdAt: createdAt.toISOString(),
  };
}

function shown({ authorId, guestName, guestUrl, body, html }: CommentRow) {
  const guest = guestName === null ? undefined : { name: guestName, url: guestUrl ?? undefined };
  return { authorId, guest, body, html: html ?? renderComment(body) };
}
