import { cleanLine, cleanText } from '@isomer/kernel';
import { htmlToMarkdown, plainText } from '@isomer/markup';
import { Skip } from '../import/skip';
import { readDate } from '../markdown/date';
import { type Article, assertArticle } from '../markdown/read-article';
import { keptTags } from '../markdown/tags';
import { type Element, textOf } from '../xml/element';
import { withParagraphs } from './paragraphs';
import { type Survey, loginOf } from './survey';

const longestTitle = 200;
/** What is shown at an address of its own. Attachments, menus, revisions and the like are parts of something. */
const articles = ['post', 'page'];
/** What WordPress has for posts that are in no category. */
const noCategory = ['uncategorized', 'uncategorised'];

/** An article of an export as it will be imported. @throws Skip with the reason why it will not */
export function readItem(
  item: Element,
  { site, locale, authors }: Survey,
  { locale: otherwise, now }: { locale: string; now: number },
): Article {
  const type = textOf(item, 'wp:post_type') || 'post';
  if (!articles.includes(type)) throw new Skip('not-content', type);
  const status = textOf(item, 'wp:status') || 'publish';
  if (status === 'trash') throw new Skip('deleted');
  if (status !== 'publish') throw new Skip('not-published', status);
  if (textOf(item, 'wp:post_password')) throw new Skip('protected');
  const html = withParagraphs(textOf(item, 'content:encoded'));
  const body = cleanText(htmlToMarkdown(html));
  if (!body) throw new Skip('empty');
  const title = cleanLine(plainText(textOf(item, 'title'), longestTitle), longestTitle);
  return assertArticle({
    title: title || cleanLine(plainText(html, longestTitle), longestTitle) || 'Untitled',
    body,
    locale: locale ?? otherwise,
    source: sourceOf(item, site),
    publishedAt: readDate(dateOf(item, 'wp:post_date'), now),
    slug: slugOf(item),
    tags: tagsOf(item),
    author: authors.get(loginOf(item)),
  });
}

/** For people: what an item is called in a report. */
export function nameOf(item: Element): string {
  const id = textOf(item, 'wp:post_id') || textOf(item, 'guid') || textOf(item, 'link') || 'without an id';
  return `${textOf(item, 'wp:post_type') || 'post'} ${id}`;
}

/** In UTC; of what was never published there is the time of the blog's clock only. */
export function dateOf(element: Element, name: string): string {
  const [gmt, local] = [textOf(element, `${name}_gmt`), textOf(element, name)];
  return gmt && !gmt.startsWith('0000') ? gmt : local;
}

/** What names it: its id in the blog; of what other programs wrote, which is without, an address. @throws Skip */
function sourceOf(item: Element, site: string): string {
  const id = textOf(item, 'wp:post_id');
  const source = id ? `${site}/?p=${id}` : textOf(item, 'guid') || textOf(item, 'link');
  if (!source) throw new Skip('no-address', 'it has neither wp:post_id nor guid nor link');
  return source;
}

/** WordPress keeps what is not ASCII as in an address. What it has cut in the middle of a character is none. */
function slugOf(item: Element): string | undefined {
  try {
    return cleanLine(decodeURIComponent(textOf(item, 'wp:post_name')), 300) || undefined;
  } catch {
    return undefined;
  }
}

function tagsOf(item: Element): string[] {
  const terms = item.children.filter(({ name }) => name === 'category');
  const of = (domain: string) => terms.filter(({ attributes }) => attributes.domain === domain);
  const categories = of('category').filter(({ attributes }) => !noCategory.includes(attributes.nicename!));
  return keptTags([...categories, ...of('post_tag')].map(({ text }) => plainText(text, 200)));
}
