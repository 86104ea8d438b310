import { CommentsApi, type ImportedComment, ParentUnknown } from '@isomer/comments/contract';
import { PostNotFound } from '@isomer/posts/contract';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { deadlineMs, persistently, refusal } from './import-article';
import type { Item } from './import-items';
import { Skip } from './skip';

/** @throws Skip for a comment that the platform refuses; any other error ends the import */
export type ImportComment = (comment: ImportedComment) => ReturnType<Item['run']>;

export function commentImporter(contexts: INestApplicationContext): ImportComment {
  const comments = contexts.get<CommentsApi>(CommentsApi as unknown as Type<CommentsApi>);
  const importOnce = async (comment: ImportedComment) =>
    (await persistently(() => comments.import(comment, { deadlineMs }))).outcome;
  return async (comment) => {
    try {
      return await importOnce(comment).catch((error: unknown) => {
        // What answers a comment of another page stands on its own.
        if (error instanceof ParentUnknown) return importOnce({ ...comment, parentSource: undefined });
        throw error;
      });
    } catch (error) {
      if (error instanceof PostNotFound) throw new Skip('orphan', 'there is no such post here');
      throw refusal(error) ?? error;
    }
  };
}
