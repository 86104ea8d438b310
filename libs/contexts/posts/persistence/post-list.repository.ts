import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { PostSummary, PublicPost } from '../contract';
import { type Statement, newestPosts, ownPosts, publishedPosts } from './post-list';
import { type PostRow, type SummaryRow, fits, toSummary } from './post-values';

/** Bytes of one post's HTML in a feed, as JSON: thirty of them are less than a call may answer. */
const feedHtmlBytes = 25_000;

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

  async newest(...query: Parameters<typeof newestPosts>): Promise<PublicPost[]> {
    const { text, values } = newestPosts(...query);
    const rows: Omit<PostRow, 'body'>[] = await this.work.reader.query(text, values);
    return rows.map((row) => {
      const { html } = row;
      return { ...toSummary(row), html: html && fits(feedHtmlBytes, html) ? html : undefined };
    });
  }

  private async read({ text, values }: Statement): Promise<PostSummary[]> {
    const rows: SummaryRow[] = await this.work.reader.query(text, values);
    return rows.map(toSummary);
  }
}
