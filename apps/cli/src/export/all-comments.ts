import { type ExportedComment, CommentsApi } from '@isomer/comments/contract';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { deadlineMs, persistently } from '../import/import-article';

const limit = 100;

/** Pages of all comments, or of those of one thread, by contract: so it is the same wherever the contexts run. */
export async function* allComments(
  contexts: INestApplicationContext,
  threadId: string | undefined,
): AsyncGenerator<ExportedComment[]> {
  const comments = contexts.get<CommentsApi>(CommentsApi as unknown as Type<CommentsApi>);
  let cursor: string | undefined;
  do {
    const query = { threadId, cursor, limit };
    const page = await persistently(() => comments.export(query, { deadlineMs }));
    yield page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}
