import type { ImportArticle, FindAuthor } from '../import/import-article';
import type { ImportComment } from '../import/import-comment';
import type { Item } from '../import/import-items';
import { Skip } from '../import/skip';
import type { Element } from '../xml/element';
import { type ImportedPost, commentsOf } from './comments-of';
import { nameOf, readItem } from './read-item';
import type { Redirects } from './redirects';
import type { Survey } from './survey';

export interface Surroundings {
  found: Survey;
  /** Left out in a dry run. */
  platform?: { authors: FindAuthor; importArticle: ImportArticle; importComment: ImportComment };
  /** Of the articles so far. */
  sources: Set<string>;
  redirects: Redirects;
  /** Language of a blog that does not tell. */
  locale: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Handle of the member whose all of it becomes, if it is one's. */
  author?: string;
}

/** What is to be imported of an article: itself, and then its comments. */
export function* itemsOf(item: Element, surroundings: Surroundings): Generator<Item> {
  const { found, platform, redirects, locale, now, author } = surroundings;
  const importPost = async () => {
    const article = readItem(item, found, { locale, now });
    assertNew(article.source, surroundings.sources);
    const row = redirects.reserve();
    const post = (await platform?.importArticle(article)) ?? { id: '', outcome: 'created' as const };
    row.fill(item, post);
    return { ...post, source: article.source };
  };
  let post: Promise<ImportedPost> | undefined;
  yield {
    name: nameOf(item),
    kind: 'post',
    run: async () => {
      const imported = importPost();
      post = imported;
      return (await imported).outcome;
    },
  };
  yield* commentsOf({
    item,
    // Whoever runs these has run that first.
    post: () => post!,
    memberOf: (id) => (author === undefined ? found.authors.get(found.logins.get(id) ?? '') : undefined),
    platform,
    now,
  });
}

/** @throws Skip for a second article of a source, which would take the place of the first */
function assertNew(source: string, sources: Set<string>): void {
  if (sources.has(source)) throw new Skip('same-id');
  sources.add(source);
}
