import { Id } from '@isomer/kernel';
import { CommentTree } from '../import/comment-tree';
import { type Element, childOf, textOf } from '../xml/element';
import { type Reading, readRecords } from '../xml/read-records';
import { postMark } from './names';
import { type Thread, Threads } from './threads';

/** What must be known of a Disqus export before its first comment is imported. */
export interface Survey {
  threads: Threads;
  tree: CommentTree;
  items: number;
}

export const reading = { root: 'disqus', kind: 'Disqus export' } satisfies Partial<Reading>;

/** Reads the whole file, so that one that is broken is refused before anything is changed. @throws BrokenFile */
export async function survey(file: string, progress: (bytes: number) => void): Promise<Survey> {
  const threads = new Threads();
  const tree = new CommentTree();
  let items = 0;
  for await (const record of readRecords(file, {
    ...reading,
    records: ['category', 'thread', 'post'],
    progress,
  })) {
    if (record.name === 'thread') threads.set(idOf(record), threadOf(record));
    if (record.name !== 'post') continue;
    items++;
    tree.add(
      idOf(record),
      idOf(childOf(record, 'parent')) || undefined,
      isShown(record),
      idOf(childOf(record, 'thread')),
    );
  }
  tree.arrange();
  return { threads, tree, items };
}

/** By which the parts of an export refer to each other; `<id>` in them is something else, and often empty. */
export const idOf = (element: Element | undefined): string => element?.attributes['dsq:id'] ?? '';

export const isTrue = (element: Element, name: string): boolean => textOf(element, name) === 'true';

export const isShown = (post: Element): boolean => !isTrue(post, 'isDeleted') && !isTrue(post, 'isSpam');

function threadOf(thread: Element): Thread {
  // The identifier is what the site calls the page, which for some is its address.
  const url = textOf(thread, 'link') || textOf(thread, 'id');
  const identifier = textOf(thread, 'id');
  return {
    url,
    title: textOf(thread, 'title'),
    deleted: isTrue(thread, 'isDeleted'),
    closed: isTrue(thread, 'isClosed'),
    postId: identifier.startsWith(postMark)
      ? Id.safeParse(identifier.slice(postMark.length)).data
      : undefined,
  };
}
