import type { Profile } from '@isomer/identity/contract';
import { Feed } from 'feed';
import type { PublicPost } from '../contract';
import type { Addresses } from './addresses';
import { escapeHtml, forXml, htmlForXml } from './escape';

export const feedFormats = ['rss', 'atom', 'json'] as const;
export type FeedFormat = (typeof feedFormats)[number];

export const feedTypes: Record<FeedFormat, string> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};

type Item = PublicPost & { author?: Profile };

/** Of an empty feed: it is the same whenever it is asked for. */
const epoch = new Date(0);

/** Writes posts as a feed. In JSON a title is text; in the others it is taken for HTML by many who read them. */
export function writeFeed(
  items: Item[],
  {
    format,
    query,
    addresses,
  }: { format: FeedFormat; query: Record<string, string | undefined>; addresses: Addresses },
): string {
  const line = format === 'json' ? (text: string) => text : (text: string) => escapeHtml(forXml(text));
  const changed = items.map(({ updatedAt, createdAt }) => Date.parse(updatedAt ?? createdAt));
  const self = addresses.feed(format, query);
  const feed = new Feed({
    id: addresses.feed('atom', query),
    title: query.tag === undefined ? 'Isomer' : line(`Isomer: ${query.tag}`),
    description: 'The newest posts',
    link: addresses.platform,
    feedLinks: { [format]: self },
    feed: self,
    updated: changed.length > 0 ? new Date(Math.max(...changed)) : epoch,
    generator: 'Isomer',
    copyright: '',
  });
  for (const item of items) {
    const { html, excerpt, author, tags = [], publishedAt, updatedAt, createdAt } = item;
    const link = addresses.post(item);
    feed.addItem({
      title: line(item.title),
      id: `urn:uuid:${item.id}`,
      link,
      date: new Date(updatedAt ?? createdAt),
      published: new Date(publishedAt ?? createdAt),
      description: excerpt === undefined ? undefined : line(excerpt),
      content: html === undefined ? undefined : htmlForXml(html),
      author: author ? [{ name: forXml(author.displayName) }] : [],
      category: tags.map((tag) => ({ name: tag, term: tag })),
    });
  }
  return { rss: () => feed.rss2(), atom: () => feed.atom1(), json: () => feed.json1() }[format]();
}
