import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { PostSummary } from '../contract';
import { type Statement, ownPosts, publishedPosts } from './post-list';
import { type SummaryRow, toSummary } from './post-values';

/** Pages of posts, a statement each. */
@Injectable()
export class PostListRepository {
  constructor(private readonly work: UnitOfWork) {}

  published(...query: Parameters<typeof publishedPosts>): Promise<PostSummary[]> {
    return this.read(publishedPosts(...query));
  }

  own(...query: Parameters<typeof ownPosts>): Promise<PostSummary[]> {
    return this.read(ownPosts(...query));
  }

  private async read({ text, values }: Statement): Promise<PostSummary[]> {
    const rows: SummaryRow[] = await this.work.reader.query(text, values);
    return rows.map(toSummary);
  }
}
