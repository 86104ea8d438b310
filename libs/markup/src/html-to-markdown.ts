import type { Element, Root } from 'hast';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { inImports } from './allowed';
import { safeImages } from './safe-images';
import { shallow } from './shallow';
import { smallTables } from './small-tables';

const reader = unified()
  .use(rehypeParse, { fragment: true })
  .use(safeImages)
  .use(rehypeSanitize, inImports)
  .use(deadLinks)
  .use(smallTables)
  .use(rehypeRemark)
  // Columns that are padded to the longest cell could make gigabytes.
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, { bullet: '-', emphasis: '_', rule: '-' })
  .freeze();

/**
 * Markdown that says what HTML from elsewhere says, for imports: what a renderer of ours would not show is left out
 * (scripts, styles, forms, images that are not loaded over https) or is its text (unknown elements, links to nowhere).
 */
export function htmlToMarkdown(html: string): string {
  return String(reader.processSync(shallow(html))).trim();
}

/** A link whose address did not pass is what it says. */
function deadLinks() {
  return (tree: Root) => {
    const parents: (Root | Element)[] = [tree];
    for (let parent = parents.pop(); parent; parent = parents.pop()) {
      parent.children = (parent as Element).children.flatMap((child) =>
        child.type === 'element' && child.tagName === 'a' && !child.properties.href
          ? child.children
          : [child],
      );
      for (const child of parent.children) if (child.type === 'element') parents.push(child);
    }
  };
}
