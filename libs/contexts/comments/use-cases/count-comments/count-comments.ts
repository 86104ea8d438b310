import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { CommentsApi, Counts, CountsQuery } from '../../contract';
import { ThreadRepository } from '../../persistence/thread.repository';
import { pageOf } from '../page-of';

@Injectable()
export class CountComments implements Handler<typeof CommentsApi, 'counts'> {
  constructor(private readonly threads: ThreadRepository) {}

  async handle({ threadIds, urls }: CountsQuery): Promise<Counts> {
    const pages = urls.map((url, i) => pageOf(url, `/urls/${i}`));
    if (threadIds.length + pages.length === 0) return { threads: [], urls: [] };
    const found = await this.threads.countsOf(
      threadIds,
      pages.map(({ url }) => url),
    );
    const byId = new Map(found.map((thread) => [thread.id, thread]));
    const byUrl = new Map(found.map((thread) => [thread.url, thread]));
    return {
      threads: threadIds.map((threadId) => ({ threadId, count: byId.get(threadId)?.count ?? 0 })),
      urls: pages.map(({ url, givenUrl }) => {
        const { id: threadId, count = 0 } = byUrl.get(url) ?? {};
        return { url: givenUrl, threadId, count };
      }),
    };
  }
}
