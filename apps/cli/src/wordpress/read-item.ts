import { cleanLine, cleanText } from '@isomer/kernel';
import { htmlToMarkdown, plainText } from '@isomer/markup';
import { Skip } from '../import/skip';
import { readDate } from '../markdown/date';
import { type Article, assertArticle } from '../markdown/read-article';
import { type Element, textOf } from '../xml/element';
import { withParagraphs } from './paragraphs';
import type { Survey } from './survey';

const longestTitle = 200;
/** What is shown at an address of its own. Attachments, menus, revisions and the like are parts of something. */
const articles = ['post', 'page'];

/** An article of an export as it will be imported. @throws Skip with the reason why it will not */
export function readItem(
  item: Element,
  { site, locale }: Survey,
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
    source: `${site}/?p=${textOf(item, 'wp:post_id')}`,
    publishedAt: readDate(dateOf(item), now),
  });
}

/** For people: what an item is called in a report. */
export function nameOf(item: Element): string {
  return `${textOf(item, 'wp:post_type') || 'post'} ${textOf(item, 'wp:post_id')}`;
}

/** In UTC; of what was never published there is the time of the blog's clock only. */
function dateOf(item: Element): string {
  const [gmt, local] = [textOf(item, 'wp:post_date_gmt'), textOf(item, 'wp:post_date')];
  return gmt && !gmt.startsWith('0000') ? gmt : local;
}
