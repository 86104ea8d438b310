import MarkdownIt from 'markdown-it';
import { Skip } from '../import/skip';

const markdown = new MarkdownIt({ html: true });
const longest = 200;

/** The title of an article: of its front matter, else its first heading, else its file's name. @throws Skip */
export function titleOf(field: unknown, body: string, path: string): string {
  if (field !== undefined && field !== null) {
    if (typeof field !== 'string' && typeof field !== 'number')
      throw new Skip('broken-front-matter', 'its title is no text');
    const title = onOneLine(String(field));
    if (title) return title;
  }
  return cut(onOneLine(firstHeading(body)) || nameOf(path));
}

function firstHeading(body: string): string {
  const tokens = markdown.parse(body, {});
  const heading = tokens.findIndex(({ type }) => type === 'heading_open');
  const inline = heading < 0 ? undefined : tokens[heading + 1];
  const parts = inline?.children ?? [];
  return parts
    .map(({ type, content }) => (type.endsWith('break') ? ' ' : type === 'html_inline' ? '' : content))
    .join('');
}

function nameOf(path: string): string {
  return (
    onOneLine(
      path
        .split('/')
        .at(-1)!
        .replace(/\.[^.]+$/, '')
        .replace(/[-_]+/g, ' '),
    ) || path
  );
}

const onOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** What nobody wrote as a title may be cut to one. */
const cut = (text: string) =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
