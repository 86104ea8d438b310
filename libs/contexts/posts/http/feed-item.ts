import type { Profile } from '@isomer/identity/contract';
import type { PublicPost } from '../contract';

/** A post and its times: a draft of last month that is published today has changed today. */
export interface FeedItem {
  post: PublicPost & { author?: Profile };
  publishedAt: string;
  changedAt: string;
}

/** ISO times, which sort as texts. */
export function timesOf({ publishedAt, updatedAt, createdAt }: PublicPost): {
  publishedAt: string;
  changedAt: string;
} {
  const published = publishedAt ?? createdAt;
  return { publishedAt: published, changedAt: [published, updatedAt ?? published].sort()[1]! };
}
