import { Feed } from 'feed';
import type { Addresses } from './addresses';
import { escapeHtml, forXml, htmlForXml } from './escape';
import { type FeedItem, timesOf } from './feed-item';
import { jsonFeed } from './json-feed';

export const feedFormats = ['rss', 'atom', 'json'] as const;
export type FeedFormat = (typeof feedFormats)[number];

export const feedTypes: Record<FeedFormat, string> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};

/** Of an empty feed: it is the same whenever it is asked for. */
const epoch = new Date(0).toISOString();

/** Writes posts as a feed. In JSON a title is text; in the others it is taken for HTML by many who read them. */
export function writeFeed(
  posts: readonly FeedItem['post'][],
  {
    format,
    query,
    addresses,
  }: { format: FeedFormat; query: Record<string, string | undefined>; addresses: Addresses },
): string {
  const items = posts.map((post) => ({ post, ...timesOf(post) }));
  const title = query.tag === undefined ? 'Isomer' : `Isomer: ${query.tag}`;
  const self = addresses.feed(format, query);
  if (format === 'json') return jsonFeed(items, { title, self, addresses });
  const changed = items.map(({ changedAt }) => changedAt);
  const feed = new Feed({
    id: addresses.feed('atom', query),
    title: line(title),
    description: 'The newest posts',
    link: addresses.platform,
    feedLinks: { [format]: self },
    feed: self,
    updated: new Date(changed.sort().at(-1) ?? epoch),
    generator: 'Isomer',
    copyright: '',
  });
  for (const { post, publishedAt, changedAt } of items) {
    const { html, excerpt, author, tags = [] } = post;
    const name = author && forXml(author.displayName);
    // An RSS author is an e-mail address; a name is Dublin Core's.
    const isRss = format === 'rss' && name !== undefined;
    feed.addItem({
      title: line(post.title),
      id: `urn:uuid:${post.id}`,
      link: addresses.post(post),
      date: new Date(changedAt),
      published: new Date(publishedAt),
      description: excerpt === undefined ? undefined : line(excerpt),
      content: html === undefined ? undefined : htmlForXml(html),
      author: name === undefined || isRss ? [] : [{ name }],
      category: tags.map((tag) => ({ name: tag, term: tag })),
      extensions: isRss ? [{ name: 'dc:creator', objects: { _text: name } }] : undefined,
    });
  }
  return format === 'rss' ? feed.rss2() : feed.atom1();
}

const line = (text: string) => escapeHtml(forXml(text));
