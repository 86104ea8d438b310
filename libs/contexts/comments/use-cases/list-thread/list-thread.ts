import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { Comment, CommentsApi, ThreadQuery } from '../../contract';
import { CommentsBelow } from '../comments-below';
import { Threads } from '../threads';

@Injectable()
export class ListThread implements Handler<typeof CommentsApi, 'inThread'> {
  constructor(
    private readonly threads: Threads,
    private readonly below: CommentsBelow,
  ) {}

  async handle({ threadId, ...query }: ThreadQuery): Promise<{ items: Comment[]; next?: string }> {
    const page = await this.below.page(threadId, query);
    // What has comments is there.
    if (page.items.length === 0 && query.cursor === undefined) await this.threads.find(threadId);
    return page;
  }
}
