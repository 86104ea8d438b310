import type { Root, RootContent } from 'hast';
import rehypeParse from 'rehype-parse';
import rehypeSanitize from 'rehype-sanitize';
import { unified } from 'unified';
import { inImports } from './allowed';
import { shallow } from './shallow';

const reader = unified().use(rehypeParse, { fragment: true }).use(rehypeSanitize, inImports).freeze();

/** Elements of a line; all others part what is before them from what is after. */
const inLine = new Set(
  'a abbr b cite code del em font i ins kbd q s samp span strike strong sub sup tt u var'.split(' '),
);

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const words = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * What HTML says, on one line, for an excerpt: at most `max` characters (code points), cut between two words of
 * whatever script and then ended by `…`.
 */
export function plainText(html: string, max: number): string {
  const parts: string[] = [];
  collect(reader.runSync(reader.parse(shallow(html))) as Root, parts);
  return excerpt(parts.join('').replaceAll(/\s+/gu, ' ').trim(), max);
}

function collect(node: Root | RootContent, parts: string[]): void {
  if (node.type === 'text') parts.push(node.value);
  if (!('children' in node)) return;
  const between = node.type === 'element' && !inLine.has(node.tagName) ? ' ' : '';
  parts.push(between);
  for (const child of node.children) collect(child, parts);
  parts.push(between);
}

function excerpt(text: string, max: number): string {
  // Of the longest characters there are two units each: what is longer than that is too long without being counted.
  const start = text.slice(0, 2 * max + 2);
  if (start.length === text.length && [...text].length <= max) return text;
  const cut =
    fitting(words, start, max - 1).replace(/[\s\p{P}]+$/u, '') || fitting(graphemes, start, max - 1);
  return `${cut}…`;
}

/** As many whole segments from the start as have room. */
function fitting(segmenter: Intl.Segmenter, text: string, room: number): string {
  let length = 0;
  for (const { segment } of segmenter.segment(text)) {
    room -= [...segment].length;
    if (room < 0) break;
    length += segment.length;
  }
  return text.slice(0, length);
}
