import { renderComment } from '@isomer/markup';
import { type Comment, nil, withdrawn } from '../contract';
import type { CommentEntity } from './comment.entity';

export type CommentRow = Omit<
  CommentEntity,
  'position' | 'depth' | 'guestEmailHash' | 'source' | 'sourceDigest'
> & { vote?: 1 | -1 | null };

/**
 * Columns of `comment c`, and the vote on it of a member, whose parameter has that number: not joined, because for a page
 * of a few rows Postgres would read all votes.
 */
export const commentColumns = (memberId: number) => `
  c.id, c.thread_id AS "threadId", c.post_id AS "postId", c.parent_id AS "parentId", c.author_id AS "authorId",
  c.guest_name AS "guestName", c.guest_url AS "guestUrl", c.status, c.body, c.html, c.reply_count AS "replyCount",
  c.up, c.down, c.revision, c.created_at AS "createdAt", c.edited_at AS "editedAt",
  (SELECT v.value FROM vote v WHERE v.comment_id = c.id AND v.member_id = $${memberId}) AS vote`;

/** Whether a thread is there for others, its post being so too. Of a parameter it is asked once, not for each row. */
export const isShown = (threadId: string) => `NOT (SELECT hidden FROM thread WHERE id = ${threadId})`;

/** A comment as others may see it: of one that is not shown there is its place alone. */
export function toComment(row: CommentRow): Comment {
  const { id, threadId, status, replyCount, up, down, vote, revision, createdAt, editedAt } = row;
  return {
    id,
    postId: row.postId ?? nil,
    threadId,
    parentId: row.parentId ?? undefined,
    ...(status === 'visible' ? shown(row) : { authorId: nil, body: withdrawn }),
    // What is spam to a moderator is removed to everybody else.
    status: status === 'spam' ? 'removed' : status,
    replyCount,
    up,
    down,
    vote: vote ?? undefined,
    revision,
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString(),
  };
}

function shown({ authorId, guestName, guestUrl, body, html }: CommentRow) {
  const guest = guestName === null ? undefined : { name: guestName, url: guestUrl ?? undefined };
  return { authorId, guest, body, html: html ?? renderComment(body) };
}
