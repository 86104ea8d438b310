import type { FeedItem } from './feed-item';
import type { Addresses } from './addresses';

/** Posts as a JSON Feed 1.1 (jsonfeed.org). A long one, whose HTML is left out, has its excerpt as text. */
export function jsonFeed(
  items: readonly FeedItem[],
  { title, self, addresses }: { title: string; self: string; addresses: Addresses },
): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description: 'The newest posts',
    home_page_url: addresses.platform,
    feed_url: self,
    items: items.map(({ post, publishedAt, changedAt }) => ({
      id: `urn:uuid:${post.id}`,
      url: addresses.post(post),
      title: post.title,
      ...(post.html === undefined ? { content_text: post.excerpt ?? '' } : { content_html: post.html }),
      summary: post.excerpt,
      date_published: publishedAt,
      date_modified: changedAt,
      authors: post.author && [{ name: post.author.displayName }],
      tags: post.tags,
      language: post.locale,
    })),
  };
  return JSON.stringify(feed, null, 2);
}
