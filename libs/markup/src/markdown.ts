import MarkdownIt from 'markdown-it';
import { deepestNesting } from './limits';
import { slugOf } from './slug';

type Token = MarkdownIt.Token;

/** What the addresses of links may begin with; an address without a scheme stays on the site that shows the text. */
export const linkSchemes = ['http', 'https', 'mailto'];

// A browser drops these wherever they are in an address, before it looks for the scheme.

const ignoredInAddresses = /[\u0000-\u0020\u007f-\u00a0]/g;
const scheme = /^([^/?#:]*):/;

function isAllowedLink(address: string): boolean {
  const found = scheme.exec(address.replace(ignoredInAddresses, ''));
  return !found || linkSchemes.includes(found[1]!.toLowerCase());
}

function make(): MarkdownIt.MarkdownIt {
  const markdown = new MarkdownIt({ html: false, linkify: true, maxNesting: deepestNesting });
  // Only what says that it is an address becomes one: `README.md` is a file here, not a site in Moldova.
  markdown.linkify.set({ fuzzyLink: false });
  markdown.validateLink = isAllowedLink;
  // The second wall knows schemes in lower case only.
  const { normalizeLink } = markdown;
  markdown.normalizeLink = (address) =>
    normalizeLink(address).replace(scheme, (found) => found.toLowerCase());
  return markdown;
}

/** Reads articles. */
export const articles = make();
articles.core.ruler.push('heading ids', ({ tokens }) => nameHeadings(tokens));
articles.core.ruler.push('alignment', ({ tokens }) => alignCells(tokens));

/** Reads comments: what would shout, load something or need width is the text that it is. */
export const comments = make();
comments.disable(['heading', 'lheading', 'image', 'table']);

/** So that a text can link to its parts. Two of one name are numbered. */
function nameHeadings(tokens: Token[]): void {
  const used = new Set<string>();
  const last = new Map<string, number>();
  tokens.forEach((token, i) => {
    if (token.type !== 'heading_open') return;
    const name = slugOf(textOf(tokens[i + 1]!.children ?? []), 'part');
    let id = name;
    for (let n = (last.get(name) ?? 1) + 1; used.has(id); n++) {
      id = `${name}-${n}`;
      last.set(name, n);
    }
    used.add(id);
    token.attrSet('id', id);
  });
}

const textOf = (tokens: Token[]): string =>
  tokens.map(({ type, content }) => (type === 'softbreak' ? ' ' : content)).join('');

/** markdown-it aligns by a style, and no style passes the second wall. */
function alignCells(tokens: Token[]): void {
  for (const token of tokens) {
    if (token.type !== 'th_open' && token.type !== 'td_open') continue;
    const align = /^text-align:(left|center|right)$/.exec(String(token.attrGet('style')))?.[1];
    if (align) token.attrs = [['align', align]];
  }
}
