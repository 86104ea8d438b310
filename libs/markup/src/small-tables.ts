import type { Element, Root, RootContent } from 'hast';
import { mostElements } from './limits';

const elementsOf = ({ children }: Root | Element) =>
  (children as RootContent[]).filter((child): child is Element => child.type === 'element');

/**
 * Makes blocks of the tables that would not fit: in Markdown all rows are as long as the longest one, so that two
 * thousand short ones and a long one make millions of cells.
 */
export const smallTables = () => (tree: Root) => {
  let cells = 0;
  const parents: (Root | Element)[] = [tree];
  for (let parent = parents.pop(); parent; parent = parents.pop()) {
    for (const child of elementsOf(parent)) {
      if (child.tagName === 'table') {
        const rows = rowsOf(child);
        const own = rows.length * Math.max(0, ...rows.map((row) => row.children.length));
        if (cells + own > mostElements) for (const part of [child, ...rows]) part.tagName = 'div';
        else cells += own;
      }
      parents.push(child);
    }
  }
};

function rowsOf(table: Element): Element[] {
  return elementsOf(table).flatMap((part) => (part.tagName === 'tr' ? [part] : elementsOf(part)));
}
