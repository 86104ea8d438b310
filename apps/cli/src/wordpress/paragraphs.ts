const block =
  /^<\/?(?:address|article|aside|blockquote|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul|video)\b/i;

/**
 * The HTML that WordPress shows of what it stores: there an empty line parts two paragraphs and a line end is a line
 * break, but in `<pre>`. What its block editor wrote has elements for all of that.
 */
export function withParagraphs(stored: string): string {
  const text = withoutCaptions(stored.replaceAll(/\r\n?/g, '\n'));
  if (text.includes('<!-- wp:')) return text;
  return partsOf(text)
    .map((part) => (/^<pre\b/i.test(part) ? part : paragraphsOf(part)))
    .filter(Boolean)
    .join('\n');
}

const paragraphsOf = (text: string) =>
  text
    .split(/\n[^\S\n]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
    .map((paragraph) =>
      block.test(paragraph) ? paragraph : `<p>${paragraph.replaceAll('\n', '<br>\n')}</p>`,
    )
    .join('\n');

/** What is in `<pre>` and what is between, in turn. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  const lower = text.toLowerCase();
  let at = 0;
  for (let start = lower.indexOf('<pre'); start !== -1; start = lower.indexOf('<pre', at)) {
    const end = lower.indexOf('</pre>', start);
    // What is not closed goes on to the end.
    if (end === -1) return [...parts, text.slice(at, start), text.slice(start)];
    parts.push(text.slice(at, start), text.slice(start, end + 6));
    at = end + 6;
  }
  return [...parts, text.slice(at)];
}

/** Shortcodes whose inside is what they show. The others stay: nobody knows what they would have shown. */
const withoutCaptions = (text: string) =>
  text
    .replaceAll(/\[caption\b[^[\]]*\]/g, '')
    .replaceAll('[/caption]', '')
    .replaceAll(/\[\/?embed\]/g, ' ');
