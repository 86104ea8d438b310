import type MarkdownIt from 'markdown-it';
import rehypeParse from 'rehype-parse';
import rehypeSanitize, { type Options } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { inArticles, inComments } from './allowed';
import { deepestNesting, longestMarkup, mostAddressCharacters, mostElements } from './limits';
import { articles, comments } from './markdown';
import { safeImages } from './safe-images';

/**
 * HTML that is safe to put into a page, of Markdown (CommonMark with tables, strikethrough and bare addresses).
 * HTML in it is shown as text. Links lead to http, https, mailto or a place on the same site, images are loaded over
 * https, and the ids of headings begin with `part-`.
 *
 * Two walls: a parser that makes no HTML of anybody's, and an allow-list over what it made, read as a browser reads it.
 * It takes time in proportion to its input: for the longest, 200,000 characters, 0.1 s of one core for prose and
 * 1 s for the densest markup. What is longer, nested deeper than 40, of more than 20,000 elements or repeats long
 * addresses is shown as plain text.
 */
export const renderArticle = renderer(articles, inArticles);

/** {@link renderArticle} for comments: without headings, images and tables. */
export const renderComment = renderer(comments, inComments);

function renderer(markdown: MarkdownIt.MarkdownIt, allowed: Options): (source: string) => string {
  const wall = unified()
    .use(rehypeParse, { fragment: true })
    .use(safeImages)
    .use(rehypeSanitize, allowed)
    .use(rehypeStringify)
    .freeze();
  return (source) => {
    if (source.length > longestMarkup) return asPlainText(source);
    const env = {};
    const tokens = markdown.parse(source, env);
    if (isBomb(tokens)) return asPlainText(source);
    return String(wall.processSync(markdown.renderer.render(tokens, markdown.options, env)));
  };
}

function isBomb(tokens: MarkdownIt.Token[]): boolean {
  let depth = 0;
  let elements = 0;
  let addresses = 0;
  for (const token of tokens.flatMap((block) => [block, ...(block.children ?? [])])) {
    depth += token.nesting;
    if (token.tag && token.nesting >= 0 && !token.hidden) elements++;
    for (const [, value] of token.attrs ?? []) addresses += String(value).length;
    // The parser leaves out what is deeper than it goes, so one level before that is too deep.
    if (depth >= deepestNesting - 1 || elements > mostElements || addresses > mostAddressCharacters)
      return true;
  }
  return false;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function asPlainText(source: string): string {
  const paragraphs = source.replaceAll(/\r\n?/g, '\n').split(/\n{2,}/);
  return paragraphs
    .filter((paragraph) => paragraph.trim())
    .map((paragraph) => `<p>${paragraph.replaceAll(/[&<>"]/g, (character) => entities[character]!)}</p>`)
    .join('\n');
}
