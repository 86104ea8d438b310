/** Markdown as HTML that is safe to show. */
export function renderArticle(markdown: string): string {
  return markdown
    .split(/\n{2,}/)
    .map((text) => `<p>${escaped(text)}</p>`)
    .join('\n');
}

/** The text of HTML on one line, at most `max` characters of it. */
export function plainText(html: string, max: number): string {
  const text = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => characters[name]!)
    .replace(/\s+/g, ' ')
    .trim();
  return [...text].slice(0, max).join('');
}

/** A title as a part of a URL: its words in any script, in lower case, with `-` between them. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  const slug = [...(words?.join('-') ?? '')].slice(0, 80).join('').replace(/-$/, '');
  return slug || 'post';
}

const characters: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&' };

function escaped(text: string): string {
  return text.replace(/[<>"&]/g, (each) => `&${names[each]};`);
}

const names = Object.fromEntries(Object.entries(characters).map(([name, each]) => [each, name]));
