import type { Element, Root } from 'hast';

/**
 * Replaces each image that is not loaded over https by the text that stands for it. Without recursion: it runs before
 * the tree is known to be shallow.
 */
export const safeImages = () => (tree: Root) => {
  const parents: (Root | Element)[] = [tree];
  for (let parent = parents.pop(); parent; parent = parents.pop()) {
    parent.children.forEach((child, i) => {
      if (child.type !== 'element') return;
      if (child.tagName !== 'img') parents.push(child);
      else if (!/^https:\/\//i.test(String(child.properties.src)))
        parent.children[i] = { type: 'text', value: String(child.properties.alt ?? '') };
    });
  }
};
