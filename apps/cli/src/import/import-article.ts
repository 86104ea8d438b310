import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CallError, type Principal, runAs } from '@isomer/framework';
import { IdentityApi } from '@isomer/identity/contract';
import { type ImportResult, PostsApi } from '@isomer/posts/contract';
import type { INestApplicationContext, Type } from '@nestjs/common';
import type { Article } from '../markdown/read-article';
import type { Author } from './handle';
import { Skip } from './skip';

/** @throws Skip for an article that the platform refuses; any other error ends the import */
export type ImportArticle = (article: Article) => Promise<ImportResult>;
/** The id of the member of a handle, who is made if there is none. */
export type FindAuthor = (author: Author) => Promise<string>;

const principal: Principal = { kind: 'system', name: 'import' };
/** Whose articles without an author are. */
const nobody: Author = { handle: 'importer' };
/** For one article, in milliseconds: nobody waits for it but us. */
export const deadlineMs = 30_000;
/** A busy or restarting service is worth waiting for, this long between attempts, in milliseconds. */
const retryAfterMs = [200, 1_000, 3_000];

export function authorFinder(contexts: INestApplicationContext): FindAuthor {
  const identity = contexts.get<IdentityApi>(IdentityApi as unknown as Type<IdentityApi>);
  const found = new Map<string, Promise<string>>();
  const find = async (author: Author) => {
    const { id } = await persistently(() => identity.ensureAuthor(author, { deadlineMs }));
    return id;
  };
  return (author) => {
    const known = found.get(author.handle) ?? find(author);
    found.set(author.handle, known);
    return known;
  };
}

/**
 * Imports by contract, so it is the same whether the contexts run in this process or elsewhere.
 * @param handle of the member whose articles all of them become, whoever wrote them
 */
export function articleImporter(
  contexts: INestApplicationContext,
  handle: string | undefined,
  authors = authorFinder(contexts),
): ImportArticle {
  const posts = contexts.get<PostsApi>(PostsApi as unknown as Type<PostsApi>);
  return async ({ author = nobody, ...article }) => {
    const authorId = await authors(handle ? { handle } : author);
    try {
      return await persistently(() => posts.import({ ...article, authorId }, { deadlineMs }));
    } catch (error) {
      throw refusal(error) ?? error;
    }
  };
}

/** Tries again what may succeed later, under one idempotency key: it is done once whatever became of the first try. */
export async function persistently<T>(call: () => Promise<T>): Promise<T> {
  const root = { operation: 'isomer import', principal, deadlineMs, idempotencyKey: randomUUID() };
  for (const wait of retryAfterMs) {
    try {
      return await runAs(root, call);
    } catch (error) {
      if (!(error instanceof CallError && error.retryable)) throw error;
      await delay(wait);
    }
  }
  return runAs(root, call);
}

export function refusal(error: unknown): Skip | undefined {
  if (!(error instanceof CallError)) return undefined;
  const { violations = [], id } = error.details as {
    violations?: { pointer: string; detail: string }[];
    id?: string;
  };
  if (error.meaning === 'InvalidArgument') {
    return new Skip(
      'not-accepted',
      violations.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ') || error.message,
    );
  }
  return error.meaning === 'Internal' ? new Skip('failed', id && `${id} in its log`) : undefined;
}
