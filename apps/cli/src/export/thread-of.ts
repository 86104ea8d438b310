import { CommentsApi, ThreadNotFound } from '@isomer/comments/contract';
import { CallError } from '@isomer/framework';
import { Id } from '@isomer/kernel';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { deadlineMs, persistently } from '../import/import-article';

/** The id of the thread of a page, or of a post by its id. @throws Error with a line about what was asked for */
export async function threadOf(contexts: INestApplicationContext, given: string): Promise<string> {
  if (Id.safeParse(given).success) return given;
  const comments = contexts.get<CommentsApi>(CommentsApi as unknown as Type<CommentsApi>);
  try {
    return (await persistently(() => comments.threadOf({ url: given }, { deadlineMs }))).id;
  } catch (error) {
    if (error instanceof ThreadNotFound)
      throw new Error(`--thread ${given}: nobody has commented on that page`);
    if (error instanceof CallError && error.meaning === 'InvalidArgument')
      throw new Error(`--thread is '${given}' but must be the address of a page or the id of a post`);
    throw error;
  }
}
