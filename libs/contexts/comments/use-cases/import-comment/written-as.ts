import { renderComment } from '@isomer/markup';
import { type ImportedComment, nil, withdrawn } from '../../contract';
import { isKept } from '../../domain/retention';
import type { Status } from '../../persistence/comment.entity';

/** What is stored of an imported comment that is to have a status. */
export function writtenAs({ author, body, ...comment }: ImportedComment, status: Status) {
  const createdAt = new Date(comment.createdAt);
  const hiddenAt = comment.hiddenAt === undefined ? createdAt : new Date(comment.hiddenAt);
  const shown = status === 'visible';
  const guest = 'name' in author ? author : undefined;
  return {
    authorId: 'memberId' in author ? author.memberId : nil,
    guestName: guest?.name ?? null,
    guestUrl: guest?.url ?? null,
    guestEmailHash: guest?.emailHash ?? null,
    status,
    body: shown ? body : withdrawn,
    html: shown ? renderComment(body) : null,
    createdAt,
    /** The text of one that is not shown, if it is kept. */
    hidden: !shown && isKept(hiddenAt, new Date()) ? { body, hiddenAt } : undefined,
  };
}
