import type { ImportComment } from '../import/import-comment';
import { CommentTree } from '../import/comment-tree';
import type { FindAuthor } from '../import/import-article';
import type { Author } from '../import/handle';
import type { Item } from '../import/import-items';
import { Skip } from '../import/skip';
import { type Element, textOf } from '../xml/element';
import { idOf, isShown, parentOf, readComment } from './read-comment';
import { nameOf } from './read-item';
import { commentsIn } from './survey';

/** A post, once it is imported. */
export interface ImportedPost {
  id: string;
  source: string;
}

export interface CommentsOf {
  item: Element;
  /** @throws Skip where the post is left out */
  post: () => Promise<ImportedPost>;
  /** Who a user of the blog is here, if anybody. */
  memberOf: (userId: string) => Author | undefined;
  /** Left out in a dry run. */
  platform?: { importComment: ImportComment; authors: FindAuthor };
  now: number;
}

/** Comments of an article, each after the one that it answers, as what is to be imported. */
export function* commentsOf({ item, post, memberOf, platform, now }: CommentsOf): Generator<Item> {
  const comments = commentsIn(item);
  const tree = new CommentTree();
  const again = new Set(comments.filter((comment) => !isAdded(tree, comment)));
  tree.arrange();

  const importOne = async (comment: Element, parent: string | undefined) => {
    const { id: postId, source } = await thePost(post, item);
    const sourceOf = (id: string) => `${source}#comment-${id}`;
    const id = idOf(comment);
    const read = readComment(comment, { source: sourceOf(id), isNeeded: tree.isNeeded(id), now });
    if (!platform) return 'created';
    const member = memberOf(textOf(comment, 'wp:comment_user_id'));
    return platform.importComment({
      ...read,
      author: member ? { memberId: await platform.authors(member) } : read.author,
      thread: { postId },
      parentSource: parent === undefined ? undefined : sourceOf(parent),
    });
  };

  for (const comment of again) {
    const run = async () => {
      throw idOf(comment) ? new Skip('same-id') : new Skip('no-address', 'it has no wp:comment_id');
    };
    yield { name: `comment ${idOf(comment)}`.trimEnd(), kind: 'comment', run };
  }
  for (let round = 0; round < tree.rounds; round++)
    for (const comment of comments) {
      const id = idOf(comment);
      if (again.has(comment) || !tree.isOf(id, round)) continue;
      const run = () => tree.inTurn(id, (parent) => importOne(comment, parent));
      yield { name: `comment ${id}`, kind: 'comment', run };
    }
}

/** False for one that has no id, or that of another. */
function isAdded(tree: CommentTree, comment: Element): boolean {
  const id = idOf(comment);
  return id !== '' && tree.add(id, parentOf(comment), isShown(comment), '');
}

async function thePost(post: CommentsOf['post'], item: Element): Promise<ImportedPost> {
  try {
    return await post();
  } catch (error) {
    throw error instanceof Skip ? new Skip('orphan', nameOf(item)) : error;
  }
}
