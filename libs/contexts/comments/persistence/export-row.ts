import type { ExportedComment } from '../contract';
import type { CommentEntity } from './comment.entity';

export type ExportRow = Pick<
  CommentEntity,
  | 'id'
  | 'source'
  | 'threadId'
  | 'postId'
  | 'parentId'
  | 'authorId'
  | 'guestName'
  | 'guestUrl'
  | 'guestEmailHash'
  | 'status'
  | 'createdAt'
  | 'editedAt'
  | 'up'
  | 'down'
> & {
  position: string;
  givenUrl: string | null;
  title: string | null;
  parentSource: string | null;
  body: string | null;
  hiddenAt: Date | null;
  threadLocked: boolean;
};

export function toExported(row: ExportRow): ExportedComment & { position: string } {
  const { id, threadId, position, postId, status, guestName } = row;
  return {
    id,
    source: row.source ?? undefined,
    threadId,
    position,
    thread: postId === null ? { url: row.givenUrl!, title: row.title ?? undefined } : { postId },
    parentId: row.parentId ?? undefined,
    parentSource: row.parentSource ?? undefined,
    author:
      guestName === null
        ? { memberId: row.authorId }
        : {
            name: guestName,
            url: row.guestUrl ?? undefined,
            emailHash: row.guestEmailHash ?? undefined,
          },
    body: row.body ?? undefined,
    createdAt: row.createdAt.toISOString(),
    status,
    editedAt: row.editedAt?.toISOString(),
    hiddenAt: row.hiddenAt?.toISOString(),
    up: row.up || undefined,
    down: row.down || undefined,
    threadLocked: row.threadLocked || undefined,
  };
}
