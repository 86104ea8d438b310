import MarkdownIt from 'markdown-it';

const subset = new MarkdownIt('zero', { html: false, linkify: false, breaks: true }).enable([
  'newline',
  'escape',
  'backticks',
  'emphasis',
  'link',
  'fence',
  'blockquote',
  'list',
]);

/** HTML of a comment: emphasis, code, links, quotes and lists of Markdown; anything else stays text. */
export function renderComment(markdown: string): string {
  return subset.render(markdown);
}
